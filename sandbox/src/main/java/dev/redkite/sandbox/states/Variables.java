package dev.redkite.sandbox.states;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variables of the machine or of one branch. A branch reads those around it and assigns only its own, which
 * nobody outside sees; that no name is used twice along the way is checked when the machine is loaded.
 */
final class Variables {

    private final Variables outer;
    private final Map<String, Object> own = new LinkedHashMap<>();

    private Variables(Variables outer) {
        this.outer = outer;
    }

    static Variables ofMachine() {
        return new Variables(null);
    }

    Variables ofBranch() {
        return new Variables(this);
    }

    void assign(JsonNode values) {
        values.properties().forEach(value -> own.put(value.getKey(), JsonValues.toEngine(value.getValue())));
    }

    void bindTo(Jsonata.Frame frame) {
        if (outer != null) {
            outer.bindTo(frame);
        }
        own.forEach((name, value) -> frame.bind(name, value));
    }
}
