package dev.redkite.audit;

import java.util.Set;

/**
 * One kind of resource that an environment could have left, and how to look for it. An inquiry asks AWS in its own
 * words: it does not share the look-ups of the stage that made the thing, or it would share their mistakes.
 */
interface Inquiry {

    /**
     * Reads only.
     *
     * @throws dev.redkite.failure.NotOurs when the name asked for is somebody else's
     */
    Answer ask(AuditSpec wanted);

    /**
     * Types, as {@link TaggedArns} writes them, about which this inquiry has the last word: the tagging API goes on
     * listing what has just been deleted.
     */
    default Set<String> types() {
        return Set.of();
    }
}
