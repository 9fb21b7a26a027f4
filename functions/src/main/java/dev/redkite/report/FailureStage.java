package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.EnvironmentFailed;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
import dev.redkite.stage.Json;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Stage;
import java.util.Map;

/**
 * The failure path's one stage: it tells the bus, notes what failed, frees the lock, and then fails itself, so that
 * the execution ends here. A redrive begins at the state that failed, which is this one: then it lets the execution
 * through, and the machine starts at its first stage again. The machine knows which it is, by the redrive counts of
 * then and now; the registry does not, for an execution that never had the lock leaves nothing there.
 */
final class FailureStage implements Stage<FailureSpec, JsonNode> {

    private final Registry registry;
    private final Announcements announcements;

    FailureStage(Registry registry, Announcements announcements) {
        this.registry = registry;
        this.announcements = announcements;
    }

    @Override
    public Progress<JsonNode> ensure(FailureSpec wanted) {
        if (wanted.redriven()) {
            return new Done<>(Json.object());
        }
        if (!wanted.ofChild() || holdsLock(wanted)) {
            announcements.announce(refused(wanted) ? "Environment Rejected" : "Environment Failed", Map.of(
                    "environment", wanted.environment() == null ? "" : wanted.environment(),
                    "operation", wanted.operation().name(),
                    "execution", wanted.execution(),
                    "error", wanted.error(),
                    "message", wanted.message()));
        }
        note(wanted);
        throw new EnvironmentFailed(wanted.error().replaceAll("^.*\\.", "") + ": " + wanted.message());
    }

    private boolean holdsLock(FailureSpec wanted) {
        return wanted.environment() != null && registry.find(wanted.environment())
                .map(record -> wanted.execution().equals(record.execution()))
                .orElse(false);
    }

    private void note(FailureSpec wanted) {
        if (wanted.environment() == null) {
            return;
        }
        Failure failure = new Failure(
                wanted.operation(), wanted.execution(), wanted.redrives(), wanted.error(), wanted.message());
        boolean noted = registry.fail(wanted.environment(), switch (wanted.operation()) {
            case provision -> Phase.FAILED;
            case teardown -> Phase.REMOVAL_FAILED;
            case recreate -> null;
        }, failure);
        if (!noted && wanted.scheduled()) {
            registry.miss(wanted.environment(), failure);
        }
    }

    /** The request was turned away and the environment is as it was: perhaps in the making, by another execution. */
    private static boolean refused(FailureSpec wanted) {
        return wanted.error().equals(InvalidRequest.class.getName()) || wanted.error().equals(EnvironmentBusy.class.getName());
    }

    @Override
    public Progress<Void> retire(FailureSpec wanted) {
        ensure(wanted);
        return new Done<>(null);
    }
}
