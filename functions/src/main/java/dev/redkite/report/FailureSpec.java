package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.redkite.deployment.Operation;
import dev.redkite.deployment.Stages;
import dev.redkite.environment.Plan;
import dev.redkite.failure.Cause;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.StageRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the failure path is told.
 *
 * @param environment if the request named one, by what could be an environment's name
 * @param redrives    how often the execution had been redriven when it failed
 * @param redriven    whether it has been redriven since
 * @param input       what the execution was started with, if that is told
 * @param scheduled   whether a schedule asked, so that nobody is there to be turned away
 * @param untouched whether what failed comes before anything is changed, and so does whatever failed before it
 */
record FailureSpec(
        Operation operation,
        @Nullable String environment,
        String execution,
        int redrives,
        boolean redriven,
        boolean scheduled,
        boolean untouched,
        String error,
        String message,
        @Nullable JsonNode input) {

    /** Step Functions' name for a child execution that failed; what happened in it stands in the cause. */
    private static final String CHILD_FAILED = "States.TaskFailed";

    /**
     * The machines pass {@code request} as {@code {"input", "failures", "redrives", "redriven"}}: the execution's own
     * input; what failed, each with {@code "error"} and {@code "cause"}; the redrive count when that was caught, and
     * whether there was a redrive since. Machines of before there were versions of functions, whose executions can be redriven
     * for two weeks, tell one failure, without a list. A teardown goes on beside what failed, so there may be several; the execution
     * is said to have ended with the first one's error, and all of them are told.
     */
    static FailureSpec of(StageRequest request) {
        JsonNode told = request.request();
        JsonNode input = told.path("input");
        List<JsonNode> failures = told.has("failures") ? told.path("failures").valueStream().toList() : List.of(told);
        Operation operation = request.operation() == null ? Operation.provision : request.operation();
        return new FailureSpec(
                operation,
                environment(input),
                request.execution(),
                told.path("redrives").asInt(),
                told.path("redriven").asBoolean(),
                input.path("scheduled").asBoolean(),
                failures.stream().anyMatch(failure -> Stages.precedesChanges(operation, failure.path("stage").asText())),
                error(failures.isEmpty() ? MissingNode.getInstance() : failures.getFirst()),
                failures.stream()
                        .map(failure -> FailureAdvice.in(operation, failure.path("stage").asText(), error(failure), Cause.message(failure.path("cause").asText(""))))
                        .collect(Collectors.joining("\n")),
                told.get("input"));
    }

    /** What has not shown for as long as AWS documents will not: then it is what its message says, and people have to act. */
    private static String error(JsonNode failure) {
        String error = failure.path("error").asText("States.Unknown");
        return error.equals(NotYetVisible.class.getName()) ? StageBroken.class.getName() : error;
    }

    /** What can be no environment's name has no place in the registry, which could not even be asked for some of it. */
    private static @Nullable String environment(JsonNode input) {
        String named = input.path("environment").textValue();
        String name = named == null ? input.path("specification").path("name").textValue() : named;
        return name != null && Plan.isName(name) ? name : null;
    }

    /** The child has noted and told what happened, unless it was stopped before it could. */
    boolean ofChild() {
        return error.equals(CHILD_FAILED);
    }
}
