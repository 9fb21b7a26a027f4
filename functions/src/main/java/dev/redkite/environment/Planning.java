package dev.redkite.environment;

import dev.redkite.failure.Violation;
import java.util.List;

/** What becomes of a specification. */
public sealed interface Planning {

    record Planned(Preview preview) implements Planning {}

    /** @param violations never empty */
    record Refused(List<Violation> violations) implements Planning {}
}
