package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.NotOurs;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * One kind of resource that an environment could have left, how to look for it, and how to take it away. A finder speaks to
 * AWS in its own words: it shares nothing with the stage that made the thing, or it would share its mistakes.
 */
interface ResourceFinder {

    /**
     * Reads only.
     *
     * @throws NotOurs when the name asked for is somebody else's
     */
    Findings ask(AuditSpec spec);

    /** What goes while it is asked about is looked at again: it may have been ours, and only its end is known by then. */
    default Findings findings(AuditSpec spec) {
        try {
            return ask(spec);
        } catch (AwsServiceException e) {
            if (AwsErrors.kindOf(e) != AwsErrors.Kind.ABSENT) {
                throw e;
            }
            return Findings.left(new Leaving("something that went while it was looked at", AwsErrors.messageOf(e)));
        }
    }

    /** With what is somebody else's said, as an answer too. */
    default Findings answer(AuditSpec spec) {
        try {
            return findings(spec);
        } catch (NotOurs e) {
            return Findings.untouched(e.getMessage());
        }
    }

    /**
     * Types, as {@link TaggedArns} writes them, about which this finder has the last word: the tagging API goes on
     * listing what has just been deleted.
     */
    default Set<String> types() {
        return Set.of();
    }
}
