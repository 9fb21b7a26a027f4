package dev.redkite.stage;

import dev.redkite.failure.Failures;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Observation.Absent;
import dev.redkite.stage.Observation.Broken;
import dev.redkite.stage.Observation.Changing;
import dev.redkite.stage.Observation.Degraded;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Observation.OnBroken;
import dev.redkite.stage.Observation.Ready;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.util.List;

/**
 * A stage about one resource, which is found and taken away by less than it is made by: leaf verbs, and the only branching
 * on what was observed.
 *
 * <p>{@link #create}, a {@link Change} and {@link #remove} send what is missing and return at once. They meet
 * resources that another call has just made or removed, and must take that as done: after a create, a read may
 * still answer "absent" until the service has propagated it, and then create is simply called again.
 */
public interface NamedResource<S, I, F> extends Stage<S, I, F> {

    /** Reads only. */
    Observation<F> observe(S spec);

    /** What is there, compared with nothing; reads only. */
    Observation<?> present(I identity);

    I identity(S spec);

    void create(S spec);

    void remove(I identity);

    /**
     * Whether its service takes minutes to make it, and to remove it: whoever has just begun that need not look before the
     * least of them have passed ({@link dev.redkite.failure.StageBegun}). Its {@link #create} must not take "already there"
     * for done then: somebody else's call has begun it, nobody knows when.
     */
    default boolean takesMinutes() {
        return false;
    }

    /**
     * Makes it, and says what stands then. One more look saves a whole round of the state machine where the service acts at
     * once; where its answer says what it has made, there is nothing to look for.
     */
    default Observation<F> made(S spec) {
        create(spec);
        return observe(spec);
    }

    /** Ends all differences, and says what stands then: looked at once more, as above, unless the service does all at once. */
    default Observation<F> mended(S spec, F facts, List<Change> changes) {
        changes.forEach(change -> change.send().run());
        return observe(spec);
    }

    @Override
    default Progress<F> ensure(S spec) {
        return ensure(spec, observe(spec));
    }

    /** The same for whoever has just observed it. */
    default Progress<F> ensure(S spec, Observation<F> observed) {
        return switch (observed) {
            case Ready<F>(F facts) -> new Done<>(facts);
            case Changing<F>(String reason) -> new Pending<>(reason);
            case Degraded<F>(String reason) -> new Pending<>(reason);
            case Absent<F> _ -> begun(afterChange(made(spec)));
            case Drifted<F>(F facts, var changes) -> afterChange(mended(spec, facts, changes));
            case Broken<F>(String reason, OnBroken then) -> throw switch (then) {
                case ASK -> new StageBroken(reason);
                case RECREATE -> {
                    remove(identity(spec));
                    yield Failures.ofRemoved(reason);
                }
            };
        };
    }

    @Override
    default Progress<Void> retire(I identity) {
        return switch (present(identity)) {
            case Absent<?> _ -> Progress.done();
            case Changing<?>(String reason) -> new Pending<>(reason);
            case Broken<?>(String reason, OnBroken then) -> {
                remove(identity);
                if (then == OnBroken.RECREATE) {
                    throw new ResourceFailed(Failures.sentence(reason) + " Its removal was asked for again.");
                }
                yield afterRemoval(identity);
            }
            case Ready<?> _, Drifted<?> _, Degraded<?> _ -> {
                remove(identity);
                yield afterRemoval(identity);
            }
        };
    }

    private Progress<Void> afterRemoval(I identity) {
        return present(identity) instanceof Absent<?> ? Progress.done() : new Pending<>("being removed", takesMinutes());
    }

    /** What was made just now is not looked at again before its service can have come to its end. */
    private Progress<F> begun(Progress<F> progress) {
        return progress instanceof Pending<F>(String reason, boolean _) ? new Pending<>(reason, takesMinutes()) : progress;
    }

    private Progress<F> afterChange(Observation<F> observed) {
        return switch (observed) {
            case Ready<F>(F facts) -> new Done<>(facts);
            case Absent<F> _ -> new Pending<>("made, not visible yet");
            case Changing<F>(String reason) -> new Pending<>(reason);
            case Degraded<F>(String reason) -> new Pending<>(reason);
            case Drifted<F>(F _, var changes) -> Change.pending(changes);
            case Broken<F>(String reason, OnBroken _) -> new Pending<>(reason);
        };
    }
}
