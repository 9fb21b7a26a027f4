package dev.redkite.stage;

import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.EnvironmentFailed;
import dev.redkite.failure.Failures;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.RequestRejected;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.StageBegun;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Several calls that do not need one another: the whole is pending while one of them is, with the reasons of all that are,
 * and one that is held up does not hold up the others. What a part is refused is thrown once all of them have been called,
 * so that the machine looks again as it does for every stage.
 */
final class AllOf {

    private final List<Pending<?>> pending = new ArrayList<>();
    private final List<NotYetVisible> refusals = new ArrayList<>();

    /** Calls the next one; empty while it is not done. */
    <F> Optional<Done<F>> done(Supplier<Progress<F>> call) {
        try {
            switch (call.get()) {
                case Done<F> done -> {
                    return Optional.of(done);
                }
                case Pending<F> one -> pending.add(one);
            }
        } catch (RuntimeException e) {
            switch (Failures.translate(e)) {
                case StagePending one -> pending.add(new Pending<>(one.getMessage()));
                case NotYetVisible refusal -> refusals.add(refusal);
                case EnvironmentBusy _, EnvironmentFailed _, InvalidRequest _, NotOurs _, RequestRejected _,
                        ResourceFailed _, StageBegun _, StageBroken _, Transient _ ->
                    throw e;
            }
        }
        return Optional.empty();
    }

    /** How far all of them came. */
    <F> Progress<F> progress(Supplier<F> facts) {
        if (!refusals.isEmpty()) {
            throw refusals.getFirst();
        }
        return pending.isEmpty() ? new Done<>(facts.get()) : new Pending<>(
                pending.stream().map(Pending::reason).collect(Collectors.joining("; ")), pending.stream().allMatch(Pending::begun));
    }
}
