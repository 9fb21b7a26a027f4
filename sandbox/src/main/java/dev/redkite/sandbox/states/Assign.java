package dev.redkite.sandbox.states;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads an Assign field: an object whose names are those of variables. */
final class Assign {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]{0,79}");

    private Assign() {}

    static Optional<Expression.Composed> read(Fields fields) {
        if (!fields.has("Assign")) {
            return Optional.empty();
        }
        for (String name : fields.object("Assign").names()) {
            if (!NAME.matcher(name).matches() || name.equals("states")) {
                throw new DefinitionException(fields.path("Assign") + "." + name, "is not a variable's name");
            }
        }
        return fields.expression("Assign").map(Expression.Composed.class::cast);
    }
}
