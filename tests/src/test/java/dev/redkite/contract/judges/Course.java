package dev.redkite.contract.judges;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.lambda.Invocation;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.TaskOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/**
 * What an execution was started with and came to, and what each of its functions was called with, in order, and answered, a
 * line each: the histories of interpreters tell it in different words.
 */
record Course(List<String> lines) {

    /** The cause of a function's failure is JSON in a text, with a stack trace that depends on who called. */
    private static final Pattern CAUSE = Pattern.compile("\"\\{(?:[^\"\\\\]++|\\\\.)*+\"");

    static Course of(Execution execution, List<Invocation> invocations) {
        JsonNode ended = execution.output().orElseGet(() -> failure(execution.error(), execution.cause()));
        return of(execution.status().name(), execution.input(), ended, invocations);
    }

    static Course of(DescribeExecutionResponse execution, List<Invocation> invocations) {
        JsonNode ended = execution.error() == null ? Json.parse(execution.output()) : failure(execution.error(), execution.cause());
        return of(execution.statusAsString(), Json.parse(execution.input()), ended, invocations);
    }

    private static Course of(String status, JsonNode input, JsonNode ended, List<Invocation> invocations) {
        List<String> lines = new ArrayList<>(List.of("started with " + input));
        invocations.stream().sorted(Comparator.comparing(Invocation::function)).forEach(call ->
                lines.add("%s %s -> %s".formatted(call.function(), withoutTraces(call.input()), answer(call.outcome()))));
        lines.add(status + " " + ended);
        return new Course(lines);
    }

    private static JsonNode answer(TaskOutcome outcome) {
        return switch (outcome) {
            case TaskOutcome.Completed(JsonNode result, var _) -> result;
            case TaskOutcome.Failed failed -> failure(failed.error(), failed.cause());
            case TaskOutcome.Deferred _ -> throw new IllegalStateException("a function answers at once");
        };
    }

    private static JsonNode failure(String error, String cause) {
        return Json.object().put("error", error)
                .put("message", cause.startsWith("{") ? Json.parse(cause).path("errorMessage").asText() : cause);
    }

    private static String withoutTraces(JsonNode input) {
        return CAUSE.matcher(input.toString()).replaceAll(cause -> {
            JsonNode text = Json.parse(Json.parse(cause.group()).asText());
            return Matcher.quoteReplacement(failure(text.path("errorType").asText(), text.toString()).toString());
        });
    }

    /** Where this is not as expected, a line and what stands before and after in it; empty where it is. */
    String differenceTo(Course expected) {
        for (int line = 0; line < Math.max(lines.size(), expected.lines.size()); line++) {
            String ours = line < expected.lines.size() ? expected.lines.get(line) : "nothing";
            String theirs = line < lines.size() ? lines.get(line) : "nothing";
            int at = Arrays.mismatch(ours.toCharArray(), theirs.toCharArray());
            if (at >= 0) {
                return "line %d: expected %s, found %s".formatted(line, around(ours, at), around(theirs, at));
            }
        }
        return "";
    }

    private static String around(String line, int at) {
        return "…" + line.substring(Math.max(0, at - 300), Math.min(line.length(), at + 100)) + "…";
    }
}
