package dev.redkite.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.util.List;

/**
 * Several small stages as one: forwards to ensure, backwards to retire, stopping at the first that is pending.
 *
 * <p>The facts of the whole are the union of the parts' facts, by name; a later part's value wins.
 *
 * @param facts the record that the union is read into; names that it does not have are left out
 */
public record InOrder<S, F>(Class<F> facts, List<Stage<S, ?>> parts) implements Stage<S, F> {

    public InOrder {
        parts = List.copyOf(parts);
    }

    @Override
    public Progress<F> ensure(S wanted) {
        ObjectNode union = Json.object();
        for (Stage<S, ?> part : parts) {
            switch (part.ensure(wanted)) {
                case Pending<?>(String reason) -> {
                    return new Pending<>(reason);
                }
                case Done<?>(Object found) -> {
                    if (found != null) {
                        union.setAll((ObjectNode) Json.tree(found));
                    }
                }
            }
        }
        return new Done<>(Json.convert(union, facts));
    }

    @Override
    public Progress<Void> retire(S wanted) {
        Retirement retirement = new Retirement();
        for (Stage<S, ?> part : parts.reversed()) {
            if (!retirement.of(() -> part.retire(wanted))) {
                break;
            }
        }
        return retirement.progress();
    }
}
