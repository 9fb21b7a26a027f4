package dev.redkite.contract.machines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;

/**
 * What does not depend on what failed goes on (docs/decisions/0020). The failures are gathered in a variable; a branch, which
 * can set none outside of itself, hands them on among its facts.
 */
final class GoesOn implements FailurePath {

    private static final String INPUT = "{% $states.input %}";
    private static final String FAILURE =
            "{'stage': '%s', 'error': $states.errorOutput.Error, 'cause': $states.errorOutput.Cause}";

    @Override
    public void begun(ObjectNode assigned) {
        assigned.putArray("failures");
        assigned.put("redrives", "{% " + REDRIVES + " %}");
    }

    @Override
    public void caught(ArrayNode catchers, JsonNode state, String name, boolean top, String last) {
        String failure = FAILURE.formatted(name);
        if (state.has("refuses")) {
            ObjectNode refusal = noted(catcher(catchers, state.path("refuses").asText()), (state.has("assigns") ? "[" : "[$failures, ") + failure + "]");
            refusal.putObject("Output");
            refusal.put("Next", last);
        }
        boolean anything = state.path("refuses").asText().equals("States.ALL");
        if (!anything && (top || !state.has("parallel"))) {
            goneOn(catcher(catchers, "States.ALL"), state, failure, top).put("Next", state.path("onFailure").asText(last));
        }
    }

    private static ObjectNode goneOn(ObjectNode catcher, JsonNode state, String failure, boolean top) {
        if (state.path("ignored").asBoolean()) {
            return catcher.put("Output", INPUT);
        }
        return top ? noted(catcher, "[$failures, " + failure + "]").put("Output", INPUT)
                : catcher.put("Output", "{% $merge([$states.input, {'failures': [$states.input.failures, " + failure + "]}]) %}");
    }

    private static ObjectNode catcher(ArrayNode catchers, String error) {
        ObjectNode catcher = catchers.addObject();
        catcher.putArray("ErrorEquals").add(error);
        return catcher;
    }

    private static ObjectNode noted(ObjectNode written, String failures) {
        written.putObject("Assign").put("failures", "{% " + failures + " %}").put("redrives", "{% " + REDRIVES + " %}");
        return written;
    }

    @Override
    public void joined(ObjectNode written, JsonNode state, boolean top) {
        if (state.path("ignored").asBoolean()) {
            written.put("Output", "{% $merge($states.result) %}");
        } else if (top) {
            noted(written, "[$failures, $states.result.failures]")
                    .put("Output", "{% $merge($states.result.$sift(function($value, $name) { $name != 'failures' })) %}");
        } else {
            written.put("Output", "{% $merge([$merge($states.result), {'failures': [$states.result.failures]}]) %}");
        }
    }

    @Override
    public ObjectNode told() {
        return Json.object().put("input", "{% $states.context.Execution.Input %}").put("failures", "{% $failures %}")
                .put("redrives", "{% $redrives %}").put("redriven", "{% (" + REDRIVES + ") > $redrives %}");
    }
}
