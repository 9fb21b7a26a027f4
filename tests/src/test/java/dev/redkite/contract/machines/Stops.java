package dev.redkite.contract.machines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;

/** The first failure ends it: a branch that fails takes the others with it. */
final class Stops implements FailurePath {

    @Override
    public void begun(ObjectNode assigned) {}

    @Override
    public void caught(ArrayNode catchers, JsonNode state, String name, boolean top, String last) {
        if (top) {
            ObjectNode catcher = catchers.addObject();
            catcher.putArray("ErrorEquals").add("States.ALL");
            catcher.putObject("Output").put("stage", name).put("error", "{% $states.errorOutput.Error %}")
                    .put("cause", "{% $states.errorOutput.Cause %}")
                    .put("redrives", "{% " + REDRIVES + " %}");
            catcher.put("Next", last);
        }
    }

    @Override
    public void joined(ObjectNode written, JsonNode state, boolean top) {
        written.put("Output", "{% $merge($states.result) %}");
    }

    @Override
    public ObjectNode told() {
        ObjectNode told = Json.object().put("input", "{% $states.context.Execution.Input %}");
        told.putArray("failures").addObject().put("stage", "{% $states.input.stage %}").put("error", "{% $states.input.error %}").put("cause", "{% $states.input.cause %}");
        return told.put("redrives", "{% $states.input.redrives %}")
                .put("redriven", "{% (" + REDRIVES + ") > $states.input.redrives %}");
    }
}
