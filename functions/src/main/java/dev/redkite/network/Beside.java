package dev.redkite.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.AwsErrors.Kind;
import dev.redkite.stage.Json;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Several stages that do not need one another, each brought a step nearer in the same call: the whole is pending
 * while one of them is, and one that is held up does not hold up the others.
 *
 * <p>What EC2 has made it may deny for some seconds ("eventual consistency",
 * https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html), and what is being removed is in
 * use until its users are gone: both are reasons to look again, not failures.
 */
record Beside<S, F>(Class<F> facts, List<Stage<S, ?>> parts) implements Stage<S, F> {

    Beside {
        parts = List.copyOf(parts);
    }

    @Override
    public Progress<F> ensure(S wanted) {
        ObjectNode union = Json.object();
        List<String> reasons = new ArrayList<>();
        for (Stage<S, ?> part : parts) {
            switch (patiently(() -> part.ensure(wanted))) {
                case Pending<?>(String reason) -> reasons.add(reason);
                case Done<?>(Object found) -> {
                    if (found != null) {
                        union.setAll((ObjectNode) Json.tree(found));
                    }
                }
            }
        }
        return reasons.isEmpty() ? new Done<>(Json.convert(union, facts)) : new Pending<>(String.join("; ", reasons));
    }

    @Override
    public Progress<Void> retire(S wanted) {
        Retirement retirement = new Retirement();
        for (Stage<S, ?> part : parts.reversed()) {
            retirement.of(() -> patiently(() -> part.retire(wanted)));
        }
        return retirement.progress();
    }

    private static Progress<?> patiently(Supplier<Progress<?>> step) {
        try {
            return step.get();
        } catch (AwsServiceException e) {
            Kind kind = AwsErrors.kindOf(e);
            if (kind == Kind.ABSENT || kind == Kind.IN_USE) {
                return new Pending<>(AwsErrors.messageOf(e));
            }
            throw e;
        }
    }
}
