package dev.redkite.sandbox.states;

import java.util.List;
import java.util.Optional;

/** One element of Catch. */
record Catcher(ErrorMatch errors, String next, Optional<Expression> output, Optional<Expression.Composed> assign) {

    static List<Catcher> readAll(Fields state) {
        List<Catcher> catchers = state.optionalObjects("Catch").stream().map(Catcher::read).toList();
        ErrorMatch.requireAllIsLast(catchers.stream().map(Catcher::errors).toList(), state.path("Catch"));
        return catchers;
    }

    private static Catcher read(Fields fields) {
        Catcher catcher = new Catcher(
                ErrorMatch.read(fields), fields.requireText("Next"), fields.expression("Output"), Assign.read(fields));
        fields.take("Comment");
        fields.refuseOthers();
        return catcher;
    }
}
