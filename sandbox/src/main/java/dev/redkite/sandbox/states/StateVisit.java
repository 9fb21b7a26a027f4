package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One stay in one state, all its retries included: from the state's entry to the next one's. */
final class StateVisit {

    private final BranchRun branch;
    private final State state;
    private final JsonNode input;
    private final Object inputValue;
    private final Instant entered;
    private final int[] attempts;
    private int retryCount;
    /** What its work is given at every try; null where that may differ, and before the first. */
    private JsonNode steady;
    private List<BranchRun> branches = List.of();

    StateVisit(BranchRun branch, State state, JsonNode input) {
        this.branch = branch;
        this.state = state;
        this.input = input;
        this.inputValue = JsonValues.toEngine(input);
        this.entered = branch.execution().now();
        this.attempts = new int[state.common().retriers().size()];
    }

    State state() {
        return state;
    }

    JsonNode input() {
        return input;
    }

    Instant now() {
        return branch.execution().now();
    }

    void run() {
        try {
            state.run(this);
        } catch (QueryEvaluationException wrong) {
            failEvaluation(wrong, this::fail);
        }
    }

    // What the state's run uses.

    Scope scope() {
        return scope(Map.of());
    }

    interface Work {
        void start(JsonNode given) throws QueryEvaluationException;
    }

    /** Gives the state's work its arguments, or fails the state when they are too large. */
    void begin(Optional<Expression> arguments, Work work) throws QueryEvaluationException {
        if (steady != null) {
            work.start(steady);
            return;
        }
        JsonNode given = arguments.isPresent() ? arguments.get().evaluate(scope()) : input();
        if (JsonValues.tooLarge(given)) {
            fail(ErrorName.DATA_LIMIT_EXCEEDED, "The arguments of " + state.name() + " exceed 256 KiB");
            return;
        }
        if (arguments.isEmpty() || arguments.get().outlastsRetries()) {
            steady = given;
        }
        work.start(given);
    }

    private Scope scope(Map<String, Object> more) {
        Map<String, Object> states = new LinkedHashMap<>(more);
        states.put("input", inputValue);
        states.put("context", branch.execution().context(state.name(), entered, retryCount));
        return new Scope(branch.variables(), states);
    }

    void record(HistoryEvent.Kind kind, JsonNode data) {
        branch.record(kind, state.name(), data);
    }

    TaskOutcome invoke(String resource, JsonNode arguments) {
        return branch.execution().invoke(resource, arguments, state.name(), entered, retryCount);
    }

    void after(Duration delay, Runnable step) {
        branch.after(delay, step);
    }

    /** Runs the step after the delay, or the timeout's step if the timeout is shorter. */
    void after(Duration delay, Duration timeout, Runnable step, Runnable timeOut) {
        if (delay.compareTo(timeout) > 0) {
            branch.after(timeout, timeOut);
        } else {
            branch.after(delay, step);
        }
    }

    void whenEnded(TaskOutcome.Deferred task, Duration timeout, Consumer<TaskOutcome> step, Runnable timeOut) {
        branch.onAbort(task.abandon());
        branch.after(timeout, () -> {
            task.abandon().run();
            timeOut.run();
        });
        task.onEnd().accept(branch.guarded(step));
    }

    // How it ended.

    void succeed(JsonNode result) {
        CommonFields common = state.common();
        complete(result, common.output(), common.assign(), scope(Map.of("result", JsonValues.toEngine(result))),
                common.next(), this::fail);
    }

    void goOn() {
        goOn(state.common().next(), state.common().output(), state.common().assign());
    }

    void goOn(Optional<String> next, Optional<Expression> output, Optional<Expression.Composed> assign) {
        complete(input, output, assign, scope(), next, this::fail);
    }

    /** Retries, else catches, else fails the branch; every retrier counts for itself. */
    void fail(String error, String cause) {
        List<Retrier> retriers = state.common().retriers();
        for (int index = 0; index < attempts.length; index++) {
            Retrier retrier = retriers.get(index);
            if (retrier.errors().matches(error)) {
                if (attempts[index] < retrier.maxAttempts()) {
                    retry(retrier, index);
                    return;
                }
                break;
            }
        }
        for (Catcher catcher : state.common().catchers()) {
            if (catcher.errors().matches(error)) {
                recover(catcher, error, cause);
                return;
            }
        }
        branch.fail(error, cause);
    }

    private void retry(Retrier retrier, int index) {
        Duration delay = retrier.delay(attempts[index]++, branch.execution().random());
        branch.after(delay, () -> {
            retryCount++;
            branch.execution().countTransition();
            run();
        });
    }

    private void recover(Catcher catcher, String error, String cause) {
        JsonNode errorOutput = JsonNodeFactory.instance.objectNode().put("Error", error).put("Cause", cause);
        complete(errorOutput, catcher.output(), catcher.assign(),
                scope(Map.of("errorOutput", JsonValues.toEngine(errorOutput))), Optional.of(catcher.next()),
                branch::fail);
    }

    /** Evaluates everything before anything is changed, so that an Assign sees none of its own values. */
    private void complete(JsonNode otherwise, Optional<Expression> output, Optional<Expression.Composed> assign,
            Scope scope, Optional<String> next, BiConsumer<String, String> onError) {
        JsonNode put;
        JsonNode assigned;
        try {
            put = output.isPresent() ? output.get().evaluate(scope) : otherwise;
            assigned = assign.isPresent() ? assign.get().evaluate(scope) : JsonNodeFactory.instance.objectNode();
        } catch (QueryEvaluationException wrong) {
            failEvaluation(wrong, onError);
            return;
        }
        if (JsonValues.tooLarge(put) || JsonValues.tooLarge(assigned)) {
            onError.accept(ErrorName.DATA_LIMIT_EXCEEDED,
                    "The output or the variables of " + state.name() + " exceed 256 KiB");
            return;
        }
        branch.variables().assign(assigned);
        record(HistoryEvent.Kind.STATE_EXITED, put);
        branch.proceed(next, put);
    }

    private void failEvaluation(QueryEvaluationException wrong, BiConsumer<String, String> onError) {
        record(HistoryEvent.Kind.EVALUATION_FAILED,
                HistoryEvent.errorData(ErrorName.QUERY_EVALUATION, wrong.getMessage()));
        onError.accept(ErrorName.QUERY_EVALUATION, wrong.getMessage());
    }

    // Branches of a Parallel.

    void branchOut(List<Flow> flows, JsonNode given) {
        List<BranchRun> started = new ArrayList<>();
        for (Flow flow : flows) {
            started.add(new BranchRun(branch.execution(), flow, branch.variables().ofBranch(), given,
                    this::joinIfAllSucceeded, this::failWithBranch));
        }
        branches = started;
        branches.forEach(BranchRun::start);
    }

    private void joinIfAllSucceeded() {
        if (!branches.stream().allMatch(BranchRun::succeeded)) {
            return;
        }
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        branches.forEach(each -> results.add(each.output()));
        branch.joined();
        record(HistoryEvent.Kind.PARALLEL_SUCCEEDED, null);
        succeed(results);
    }

    private void failWithBranch(String error, String cause) {
        branches.forEach(BranchRun::abort);
        branch.joined();
        record(HistoryEvent.Kind.PARALLEL_FAILED, HistoryEvent.errorData(error, cause));
        fail(error, cause);
    }

    void abortBranches() {
        branches.forEach(BranchRun::abort);
    }

    /** Whether there are branches that did not succeed; only then is less than the whole state begun again. */
    boolean canResumeBranches() {
        return branches.stream().anyMatch(each -> !each.succeeded());
    }

    /** Begins again what did not succeed, with all retriers fresh. */
    void resumeBranches() {
        Arrays.fill(attempts, 0);
        retryCount = 0;
        steady = null;
        branches.stream().filter(each -> !each.succeeded()).forEach(BranchRun::redrive);
    }
}
