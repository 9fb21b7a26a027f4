package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.time.Duration;
import java.util.function.Supplier;

/** Something that is made to see how a service behaves. */
interface Trial extends Check {

    /** What it asks, for people. */
    String title();

    @Override
    default Topic topic() {
        return new Topic(Group.BEHAVIOUR, title());
    }

    Patience patience();

    /** One call, each second until it is granted, in the role of that function. */
    default Finding one(String asked, Actor actor, Duration longest, Supplier<?> call) {
        return finding(asked, actor, patience().until(longest, call));
    }

    /** What one came to. */
    default Finding finding(String asked, Actor actor, Patience.Outcome<?> outcome) {
        String by = "%s, as %s".formatted(asked, actor.function());
        if (outcome.granted()) {
            return topic().about(by).fine(outcome.summary());
        }
        return outcome.last() == AwsErrors.Kind.QUOTA
                ? topic().about(by).unasked(outcome.summary(), "nothing where that is meant to be full; else make room, and run this again")
                : topic().about(by).wrong(outcome.summary(), actor.next());
    }
}
