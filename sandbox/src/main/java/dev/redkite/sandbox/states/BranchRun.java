package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One flow being walked by an execution: the machine's own or a branch's. It is in one state at a time. */
final class BranchRun {

    private enum Standing { WAITING, RUNNING, SUCCEEDED, FAILED, ABORTED }

    private final Execution execution;
    private final Flow flow;
    private final Variables variables;
    private final JsonNode input;
    private final Runnable onSuccess;
    private final BiConsumer<String, String> onFailure;
    private Standing standing = Standing.WAITING;
    private StateVisit visit;
    private JsonNode output;
    private Runnable onAbort = () -> {};
    private long turn;
    private int lastEvent;

    BranchRun(Execution execution, Flow flow, Variables variables, JsonNode input, Runnable onSuccess,
            BiConsumer<String, String> onFailure) {
        this.execution = execution;
        this.flow = flow;
        this.variables = variables;
        this.input = input;
        this.onSuccess = onSuccess;
        this.onFailure = onFailure;
    }

    Execution execution() {
        return execution;
    }

    Variables variables() {
        return variables;
    }

    JsonNode output() {
        return output;
    }

    boolean succeeded() {
        return standing == Standing.SUCCEEDED;
    }

    void start() {
        standing = Standing.RUNNING;
        lastEvent = execution.history().size();
        after(Duration.ZERO, () -> enter(flow.states().get(flow.startAt()), input));
    }

    private void enter(State state, JsonNode stateInput) {
        visit = new StateVisit(this, state, stateInput);
        execution.countTransition();
        visit.record(HistoryEvent.Kind.STATE_ENTERED, stateInput);
        visit.run();
    }

    /** Its events follow one another, whatever the other branches do meanwhile. */
    void record(HistoryEvent.Kind kind, String state, JsonNode data) {
        lastEvent = execution.record(kind, state, data, lastEvent);
    }

    /** A Parallel's end follows the last event of its branches. */
    void joined() {
        lastEvent = execution.history().size();
    }

    void proceed(Optional<String> next, JsonNode result) {
        if (next.isPresent()) {
            after(Duration.ZERO, () -> enter(flow.states().get(next.get()), result));
        } else {
            standing = Standing.SUCCEEDED;
            output = result;
            onSuccess.run();
        }
    }

    void fail(String error, String cause) {
        standing = Standing.FAILED;
        onFailure.accept(error, cause);
    }

    /** Stops where it is; nothing that was scheduled for it happens any more. */
    void abort() {
        if (standing != Standing.RUNNING) {
            return;
        }
        standing = Standing.ABORTED;
        turn++;
        onAbort.run();
        if (visit != null) {
            visit.abortBranches();
            if (execution.status() == ExecutionStatus.RUNNING) {
                visit.record(HistoryEvent.Kind.STATE_ABORTED, null);
            }
        }
    }

    /** Begins again the state that it failed or was stopped in, with that state's input and today's variables. */
    void redrive() {
        if (visit == null) {
            start();
            return;
        }
        standing = Standing.RUNNING;
        lastEvent = execution.history().size();
        if (visit.canResumeBranches()) {
            visit.resumeBranches();
        } else {
            after(Duration.ZERO, () -> enter(visit.state(), visit.input()));
        }
    }

    void after(Duration delay, Runnable step) {
        Consumer<Void> guarded = guarded(_ -> step.run());
        execution.clock().after(delay, () -> guarded.accept(null));
    }

    void onAbort(Runnable action) {
        onAbort = action;
    }

    /** The step, which is taken only if nothing else happened to this branch since: a rival came first, or its end. */
    <T> Consumer<T> guarded(Consumer<T> step) {
        long expected = turn;
        return value -> {
            if (turn == expected) {
                turn++;
                onAbort = () -> {};
                execution.takeStep(() -> step.accept(value));
            }
        };
    }
}
