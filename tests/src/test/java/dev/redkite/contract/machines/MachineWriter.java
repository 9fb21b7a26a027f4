package dev.redkite.contract.machines;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/**
 * Writes a machine in the Amazon States Language out of stages.json. A state goes on to the next in its list; the last one
 * before a {@code pass} or a {@code failure} ends it.
 */
final class MachineWriter {

    /** What a state waits for its function beyond the function's own timeout. */
    private static final int GRACE_SECONDS = 10;

    private final JsonNode legend;
    private final JsonNode retries;
    private final String operation;
    private final JsonNode machine;
    private final FailurePath failurePath;
    private final Function<String, Duration> timeouts;

    /** @param timeouts of the functions, by stage */
    MachineWriter(JsonNode table, String operation, Function<String, Duration> timeouts) {
        this.legend = table.path("legend");
        this.retries = table.path("retries");
        this.operation = operation;
        this.machine = table.path("machines").path(operation);
        this.failurePath = machine.path("goesOn").asBoolean() ? new GoesOn() : new Stops();
        this.timeouts = timeouts;
    }

    /** The definition's text, as it stands in statemachine/. */
    String text() {
        JsonNode flow = flow(machine.path("states"), true);
        ObjectNode definition = Json.object()
                .put("Comment", machine.path("comment").asText() + " Written from stages.json: see CONTRIBUTING.md.")
                .put("QueryLanguage", "JSONata");
        definition.set("StartAt", flow.path("StartAt"));
        definition.put("TimeoutSeconds", machine.path("timeoutSeconds").asInt());
        definition.set("States", flow.path("States"));
        return print(definition);
    }

    private static String print(JsonNode definition) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("").withArrayEmptySeparator("");
        try {
            return new ObjectMapper()
                    .writer(new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter))
                    .writeValueAsString(definition) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode flow(JsonNode list, boolean top) {
        ObjectNode states = Json.object();
        for (int i = 0; i < list.size(); i++) {
            states.set(name(list.get(i)), state(list.get(i), list, top, next(list, i)));
        }
        ObjectNode flow = Json.object().put("StartAt", name(list.get(0)));
        flow.set("States", states);
        return flow;
    }

    /** A state's first member is its kind, and says its name. */
    private static String kind(JsonNode state) {
        return state.fieldNames().next();
    }

    private static String name(JsonNode state) {
        return state.path(kind(state)).asText();
    }

    private static String next(JsonNode list, int position) {
        boolean last = position + 1 == list.size() || kind(list.get(position + 1)).matches("pass|failure");
        return last ? null : name(list.get(position + 1));
    }

    private ObjectNode state(JsonNode state, JsonNode list, boolean top, String next) {
        state.fieldNames().forEachRemaining(member -> {
            if (!legend.has(member)) {
                throw new IllegalArgumentException(name(state) + " has a member that is not in the legend: " + member);
            }
        });
        ObjectNode written = Json.object();
        switch (kind(state)) {
            case "step", "stage" -> task(written, state);
            case "machine" -> nested(written, state);
            case "parallel" -> parallel(written, state, top);
            case "choice" -> choice(written, state);
            case "pass" -> head(written, "Pass", state);
            case "failure" -> failure(written, state);
            default -> throw new IllegalArgumentException("no kind of state: " + state);
        }
        if (kind(state).matches("step|stage|machine|parallel")) {
            ArrayNode catchers = written.putArray("Catch");
            failurePath.caught(catchers, state, name(state), top, name(list.get(list.size() - 1)));
            catchers.forEach(catcher -> requireOther(catcher.path("Next").asText(), name(state)));
            if (catchers.isEmpty()) {
                written.remove("Catch");
            }
        }
        if (!kind(state).matches("choice|failure")) {
            end(written, next);
        }
        return written;
    }

    /** What fails goes on to the end of its list, which therefore is no state that can fail. */
    private static void requireOther(String next, String failed) {
        if (next.equals(failed)) {
            throw new IllegalArgumentException(failed + " would be called again for ever when it fails: end its list in stages.json with a pass");
        }
    }

    private static void end(ObjectNode written, String next) {
        if (next == null) {
            written.put("End", true);
        } else {
            written.put("Next", next);
        }
    }

    private static void head(ObjectNode written, String type, JsonNode state) {
        written.put("Type", type).set("Comment", state.path("comment"));
    }

    private void call(ObjectNode written, JsonNode state) {
        head(written, "Task", state);
        written.put("Resource", "${" + name(state) + "FunctionArn}")
                .put("TimeoutSeconds", timeouts.apply(name(state)).toSeconds() + GRACE_SECONDS);
    }

    private void task(ObjectNode written, JsonNode state) {
        call(written, state);
        boolean admits = name(state).equals("Admission");
        ObjectNode arguments = written.putObject("Arguments");
        if (state.path("entered").asBoolean()) {
            arguments.put("entered", "{% $states.context.State.EnteredTime %}");
        }
        if (state.path("retries").asBoolean()) {
            arguments.put("retries", "{% $states.context.State.RetryCount %}");
        }
        arguments.put("action", kind(state).equals("stage") ? action() : "ensure");
        if (admits) {
            arguments.put("operation", operation);
        }
        boolean holdsLock = admits || state.path("holdsLock").asBoolean();
        arguments.put("execution", holdsLock ? lockHolder() : "{% $states.context.Execution.Id %}");
        if (!admits) {
            arguments.put("plan", "{% $plan %}").put("facts", "{% $states.input %}");
        }
        if (admits || state.path("request").asBoolean()) {
            arguments.put("request", "{% $states.context.Execution.Input %}");
        }
        retriers(written.putArray("Retry"), state);
        if (state.has("assigns")) {
            failurePath.begun(written.putObject("Assign").put(state.path("assigns").asText(), "{% $states.result %}"));
        }
        if (admits) {
            written.putObject("Output");
        } else {
            written.put("Output", "{%% $merge([$states.input, {'%s': $states.result}]) %%}".formatted(facts(state)));
        }
    }

    private String action() {
        return switch (operation) {
            case "teardown" -> "retire";
            case "pause" -> "pause";
            default -> "ensure";
        };
    }

    private static String facts(JsonNode state) {
        String name = name(state);
        return state.path("facts").asText(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
    }

    /** A recreate's machines work under its lock. */
    private String lockHolder() {
        String parent = "$states.context.Execution.Input.AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID";
        String own = "$states.context.Execution.Id";
        return "{% " + (machine.path("nested").asBoolean() ? "$exists(%1$s) ? %1$s : %2$s".formatted(parent, own) : own) + " %}";
    }

    private void retriers(ArrayNode retriers, JsonNode state) {
        int pace = state.path("paceSeconds").asInt();
        if (state.has("firstSeconds")) {
            retriers.add(retries.path("begun").<ObjectNode>deepCopy().set("IntervalSeconds", state.path("firstSeconds")));
        }
        retriers.add(retries.path("pending").<ObjectNode>deepCopy().put("IntervalSeconds", pace)
                .put("MaxAttempts", state.path("ceilingMinutes").asInt() * 60 / pace).put("BackoffRate", 1));
        retriers.add(retries.path(state.path("visibility").asText("visible")));
        if (state.path("restartable").asBoolean()) {
            retriers.add(retries.path("restarted"));
        }
        retriers.add(retries.path("transient"));
    }

    private void nested(ObjectNode written, JsonNode state) {
        head(written, "Task", state);
        written.put("Resource", "${StartExecutionResource}");
        written.putObject("Arguments").put("StateMachineArn", "${" + name(state) + "Arn}")
                .put("Name", "{%% '%s-' & $hash($states.context.Execution.Id & '-' & $string(%s), 'SHA-256') %%}"
                        .formatted(name(state).toLowerCase(Locale.ROOT), FailurePath.REDRIVES))
                .set("Input", state.path("input"));
        written.putArray("Retry").add(retries.path("nested"));
        written.set("Output", state.path("output"));
    }

    private void parallel(ObjectNode written, JsonNode state, boolean top) {
        head(written, "Parallel", state);
        ArrayNode branches = written.putArray("Branches");
        state.path("branches").forEach(branch -> branches.add(flow(branch, false)));
        failurePath.joined(written, state, top);
    }

    private static void choice(ObjectNode written, JsonNode state) {
        head(written, "Choice", state);
        written.putArray("Choices").addObject().put("Condition", "{% " + state.path("condition").asText() + " %}")
                .set("Next", state.path("then"));
        written.set("Default", state.path("otherwise"));
    }

    private void failure(ObjectNode written, JsonNode state) {
        call(written, state);
        written.putObject("Arguments").put("action", "ensure").put("operation", operation).put("execution", lockHolder())
                .set("request", failurePath.told());
        written.putArray("Retry").add(retries.path("transient"));
        written.putObject("Output");
        end(written, name(machine.path("states").get(0)));
    }
}
