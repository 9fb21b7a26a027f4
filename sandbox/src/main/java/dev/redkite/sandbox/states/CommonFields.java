package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What states of several types have in common. A state without next is an end.
 *
 * @param type the word in the history's event kinds
 */
record CommonFields(String name, String type, Optional<String> next, Optional<Expression> output,
        Optional<Expression.Composed> assign, List<Retrier> retriers, List<Catcher> catchers) {

    /** For types that go on to another state or end the machine: exactly one of Next and End. */
    static CommonFields read(String name, Fields fields) {
        return read(name, fields, next(fields));
    }

    /** For types that say in another field what comes next. */
    static CommonFields read(String name, Fields fields, Optional<String> next) {
        return new CommonFields(name, fields.requireText("Type"), next, fields.expression("Output"), Assign.read(fields),
                List.of(), List.of());
    }

    /** For types that can fail and be tried again. */
    static CommonFields readFallible(String name, Fields fields) {
        return new CommonFields(name, fields.requireText("Type"), next(fields), fields.expression("Output"), Assign.read(fields),
                Retrier.readAll(fields), Catcher.readAll(fields));
    }

    /** For types that nothing comes after, and that assign nothing. */
    static CommonFields ofEnd(String name, Fields fields, Optional<Expression> output) {
        return new CommonFields(name, fields.requireText("Type"), Optional.empty(), output, Optional.empty(), List.of(), List.of());
    }

    private static Optional<String> next(Fields fields) {
        Optional<String> next = fields.text("Next");
        JsonNode end = fields.take("End");
        if (!end.isMissingNode() && !(end.isBoolean() && end.booleanValue())) {
            throw new DefinitionException(fields.path("End"), "must be true or left out");
        }
        if (next.isPresent() != end.isMissingNode()) {
            throw new DefinitionException(fields.path(), "must have either Next or End");
        }
        return next;
    }
}
