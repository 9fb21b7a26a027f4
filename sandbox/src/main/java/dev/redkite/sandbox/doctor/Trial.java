package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.time.Duration;
import java.util.function.Supplier;

/** Something that is made to see how a service behaves. */
interface Trial extends Check {

    @Override
    default Group group() {
        return Group.BEHAVIOUR;
    }

    Patience patience();

    /** One call, each second until it is granted, in the role of that function. */
    default Finding one(String asked, Actor actor, Duration longest, Supplier<?> call) {
        return told(asked, actor, patience().until(longest, call));
    }

    /** What one came to. */
    default Finding told(String asked, Actor actor, Patience.Outcome<?> outcome) {
        String by = "%s, as %s".formatted(asked, actor.function());
        if (outcome.granted()) {
            return Finding.fine(group(), by, outcome.told());
        }
        return outcome.last() == AwsErrors.Kind.QUOTA
                ? Finding.unasked(group(), by, outcome.told(), "nothing where that is meant to be full; else make room, and run this again")
                : Finding.wrong(group(), by, outcome.told(), actor.next());
    }
}
