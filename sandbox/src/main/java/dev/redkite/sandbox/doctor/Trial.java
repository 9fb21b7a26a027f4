package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.time.Duration;
import java.util.function.Supplier;

/** Something that is made to see how a service behaves. */
interface Trial extends Check {

    /** What it asks, for people. */
    String asked();

    @Override
    default Topic topic() {
        return new Topic(Group.BEHAVIOUR, asked());
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
            return topic().about(by).fine(outcome.told());
        }
        return outcome.last() == AwsErrors.Kind.QUOTA
                ? topic().about(by).unasked(outcome.told(), "nothing where that is meant to be full; else make room, and run this again")
                : topic().about(by).wrong(outcome.told(), actor.next());
    }
}
