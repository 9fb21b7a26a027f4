package dev.redkite.stage;

import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Observation.Absent;
import dev.redkite.stage.Observation.Broken;
import dev.redkite.stage.Observation.Changing;
import dev.redkite.stage.Observation.Degraded;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Observation.Ready;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;

/**
 * A stage about one resource: four leaf verbs, and the only branching on what was observed.
 *
 * <p>{@link #create}, {@link #update} and {@link #remove} send what is missing and return at once. They meet
 * resources that another call has just made or removed, and must take that as done: after a create, a read may
 * still answer "absent" until the service has propagated it, and then create is simply called again.
 */
public interface Resource<S, F> extends Stage<S, F> {

    /** Reads only. */
    Observation<F> observe(S wanted);

    void create(S wanted);

    void update(S wanted, Drifted<F> drifted);

    void remove(S wanted);

    /**
     * What to do about a resource that will never become ready. By default people are asked; a stage that can
     * make it again removes it and throws {@link dev.redkite.failure.ResourceFailed}, which the state machine
     * retries a bounded number of times.
     */
    default void repair(S wanted, Broken<F> broken) {
        throw new StageBroken(broken.reason());
    }

    /**
     * Removes what will never become ready. A stage whose resource may have ended in failure because its service could
     * not remove it overrides this and throws {@link dev.redkite.failure.ResourceFailed} too: so often is the service
     * asked again, and then people read its words.
     */
    default void removeBroken(S wanted, Broken<F> broken) {
        remove(wanted);
    }

    @Override
    default Progress<F> ensure(S wanted) {
        return switch (observe(wanted)) {
            case Ready<F>(F facts) -> new Done<>(facts);
            case Changing<F>(String reason) -> new Pending<>(reason);
            case Degraded<F>(String reason) -> new Pending<>(reason);
            case Absent<F> _ -> {
                create(wanted);
                yield afterChange(wanted);
            }
            case Drifted<F> drifted -> {
                update(wanted, drifted);
                yield afterChange(wanted);
            }
            case Broken<F> broken -> {
                repair(wanted, broken);
                yield new Pending<>("under repair: " + broken.reason());
            }
        };
    }

    @Override
    default Progress<Void> retire(S wanted) {
        return switch (observe(wanted)) {
            case Absent<F> _ -> new Done<>(null);
            case Changing<F>(String reason) -> new Pending<>(reason);
            case Broken<F> broken -> {
                removeBroken(wanted, broken);
                yield afterRemoval(wanted);
            }
            case Ready<F> _, Drifted<F> _, Degraded<F> _ -> {
                remove(wanted);
                yield afterRemoval(wanted);
            }
        };
    }

    private Progress<Void> afterRemoval(S wanted) {
        return observe(wanted) instanceof Absent<F> ? new Done<>(null) : new Pending<>("being removed");
    }

    /** One more look saves a whole round of the state machine where the service acts at once. */
    private Progress<F> afterChange(S wanted) {
        return switch (observe(wanted)) {
            case Ready<F>(F facts) -> new Done<>(facts);
            case Absent<F> _ -> new Pending<>("made, not visible yet");
            case Changing<F>(String reason) -> new Pending<>(reason);
            case Degraded<F>(String reason) -> new Pending<>(reason);
            case Drifted<F>(F _, var differences) -> new Pending<>("being changed: " + String.join("; ", differences));
            case Broken<F>(String reason) -> new Pending<>(reason);
        };
    }
}
