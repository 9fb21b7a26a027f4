package dev.redkite.sandbox.states;

import com.dashjoin.jsonata.Jsonata;
import java.util.Map;

/** What an expression sees: the visible variables and {@code $states}. */
record Scope(Variables variables, Map<String, Object> states) {

    void bindTo(Jsonata.Frame frame) {
        variables.bindTo(frame);
        frame.bind("states", states);
    }
}
