package dev.redkite.sandbox.command;

import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.sandbox.states.HistoryListener;
import java.util.function.Consumer;

/** What only shows what happens must never be what stops it: a listener that throws is said to have, once, and left out. */
final class Unfailing implements HistoryListener {

    private final HistoryListener shown;
    private final Consumer<String> complaints;
    private boolean broken;

    Unfailing(HistoryListener shown, Consumer<String> complaints) {
        this.shown = shown;
        this.complaints = complaints;
    }

    @Override
    public void onEvent(Execution execution, HistoryEvent event) {
        if (broken) {
            return;
        }
        try {
            shown.onEvent(execution, event);
        } catch (RuntimeException e) {
            broken = true;
            complaints.accept("redkite: the progress is not shown any more, for showing it failed (%s); what it is about goes on".formatted(e));
        }
    }
}
