package dev.redkite.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.EnvironmentFailed;
import dev.redkite.failure.Failures;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.RequestRejected;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import dev.redkite.json.Json;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Several stages that do not need one another, each brought a step nearer in the same call: the whole is pending
 * while one of them is, and one that is held up does not hold up the others. What a part is refused is thrown once all
 * of them have been called, so that the machine looks again as it does for every stage.
 */
public record Beside<S, F>(Class<F> facts, List<Stage<S, ?>> parts) implements Stage<S, F> {

    public Beside {
        parts = List.copyOf(parts);
    }

    @Override
    public Progress<F> ensure(S wanted) {
        ObjectNode union = Json.object();
        List<String> reasons = new ArrayList<>();
        List<NotYetVisible> refusals = new ArrayList<>();
        for (Stage<S, ?> part : parts) {
            switch (called(() -> part.ensure(wanted), refusals)) {
                case Pending<?>(String reason) -> reasons.add(reason);
                case Done<?>(Object found) -> {
                    if (found != null) {
                        union.setAll((ObjectNode) Json.tree(found));
                    }
                }
            }
        }
        throwFirst(refusals);
        return reasons.isEmpty() ? new Done<>(Json.convert(union, facts)) : new Pending<>(String.join("; ", reasons));
    }

    @Override
    public Progress<Void> retire(S wanted) {
        Retirement retirement = new Retirement();
        List<NotYetVisible> refusals = new ArrayList<>();
        for (Stage<S, ?> part : parts.reversed()) {
            retirement.of(() -> called(() -> part.retire(wanted), refusals));
        }
        throwFirst(refusals);
        return retirement.progress();
    }

    private static Progress<?> called(Supplier<Progress<?>> step, List<NotYetVisible> refusals) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return switch (Failures.translate(e)) {
                case StagePending pending -> new Pending<>(pending.getMessage());
                case NotYetVisible refusal -> {
                    refusals.add(refusal);
                    yield new Pending<>(refusal.getMessage());
                }
                case EnvironmentBusy _, EnvironmentFailed _, InvalidRequest _, NotOurs _, RequestRejected _,
                        ResourceFailed _, StageBroken _, Transient _ ->
                    throw e;
            };
        }
    }

    private static void throwFirst(List<NotYetVisible> refusals) {
        if (!refusals.isEmpty()) {
            throw refusals.getFirst();
        }
    }
}
