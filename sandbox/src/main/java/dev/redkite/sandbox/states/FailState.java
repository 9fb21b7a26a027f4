package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Ends the machine, or the branch, with an error. */
record FailState(CommonFields common, Optional<Expression> error, Optional<Expression> cause) implements State {

    static FailState read(String name, Fields fields) {
        return new FailState(CommonFields.ofEnd(name, fields, Optional.empty()), fields.expression("Error"), fields.expression("Cause"));
    }

    @Override
    public void run(StateVisit visit) throws QueryEvaluationException {
        visit.fail(text("Error", error, visit), text("Cause", cause, visit));
    }

    private String text(String field, Optional<Expression> value, StateVisit visit) throws QueryEvaluationException {
        if (value.isEmpty()) {
            return "";
        }
        JsonNode text = value.get().evaluate(visit.scope());
        if (!text.isTextual()) {
            throw new QueryEvaluationException(field + " of " + name(), "the result is not a string");
        }
        return text.textValue();
    }
}
