package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Optional;

/**
 * Work done by a resource. Its effect happens at the invocation; what it answered is known when the duration that
 * it took has passed, unless TimeoutSeconds pass first.
 */
record TaskState(CommonFields common, String resource, Optional<Expression> arguments, Expression timeoutSeconds)
        implements State {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
    private static final int LONGEST_TIMEOUT_SECONDS = 99_999_999;

    static TaskState read(String name, Fields fields) {
        String resource = fields.requireText("Resource");
        if (!resource.startsWith("arn:")) {
            throw new DefinitionException(fields.path("Resource"), "must be an ARN");
        }
        Expression timeout = fields.expression("TimeoutSeconds")
                .orElseGet(() -> new Expression.Constant(JsonNodeFactory.instance.numberNode(LONGEST_TIMEOUT_SECONDS)));
        if (timeout instanceof Expression.Constant constant && !isTimeout(constant.value())) {
            throw new DefinitionException(fields.path("TimeoutSeconds"), "must be a positive whole number");
        }
        return new TaskState(
                CommonFields.readFallible(name, fields), resource, fields.expression("Arguments"), timeout);
    }

    private static boolean isTimeout(JsonNode value) {
        return value.isInt() && value.intValue() >= 1 && value.intValue() <= LONGEST_TIMEOUT_SECONDS;
    }

    @Override
    public void run(StateVisit visit) throws QueryEvaluationException {
        visit.begin(arguments, given -> start(visit, given));
    }

    private void start(StateVisit visit, JsonNode given) throws QueryEvaluationException {
        Duration timeout = timeout(visit);
        visit.record(HistoryEvent.Kind.TASK_SCHEDULED, given);
        visit.record(HistoryEvent.Kind.TASK_STARTED, null);
        switch (visit.invoke(resource, given)) {
            case TaskOutcome.Completed completed -> visit.after(
                    completed.duration(), timeout, () -> finish(visit, completed), () -> timeOut(visit, timeout));
            case TaskOutcome.Failed failed -> visit.after(
                    failed.duration(), timeout, () -> finish(visit, failed), () -> timeOut(visit, timeout));
            case TaskOutcome.Deferred deferred -> visit.whenEnded(
                    deferred, timeout, outcome -> finish(visit, outcome), () -> timeOut(visit, timeout));
        }
    }

    private Duration timeout(StateVisit visit) throws QueryEvaluationException {
        JsonNode seconds = timeoutSeconds.evaluate(visit.scope());
        if (!isTimeout(seconds)) {
            throw new QueryEvaluationException("TimeoutSeconds of " + name(), "not a positive whole number");
        }
        return Duration.ofSeconds(seconds.intValue());
    }

    private void finish(StateVisit visit, TaskOutcome outcome) {
        switch (outcome) {
            case TaskOutcome.Completed(JsonNode result, Duration _) -> {
                if (JsonValues.tooLarge(result)) {
                    visit.fail(ErrorName.DATA_LIMIT_EXCEEDED, "The result of " + name() + " exceeds 256 KiB");
                    return;
                }
                visit.record(HistoryEvent.Kind.TASK_SUCCEEDED, result);
                visit.succeed(result);
            }
            case TaskOutcome.Failed(String error, String cause, Duration _) -> {
                visit.record(HistoryEvent.Kind.TASK_FAILED, HistoryEvent.errorData(error, cause));
                visit.fail(error, cause);
            }
            case TaskOutcome.Deferred _ -> throw new IllegalStateException("an end cannot be deferred again");
        }
    }

    private void timeOut(StateVisit visit, Duration timeout) {
        String cause = name() + " did not end within " + timeout.toSeconds() + " s";
        visit.record(HistoryEvent.Kind.TASK_TIMED_OUT, HistoryEvent.errorData(ErrorName.TIMEOUT, cause));
        visit.fail(ErrorName.TIMEOUT, cause);
    }
}
