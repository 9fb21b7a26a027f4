package dev.redkite.sandbox.states;

/** Is told every history event as it happens; live progress and traces come from here. */
@FunctionalInterface
public interface HistoryListener {

    void onEvent(Execution execution, HistoryEvent event);
}
