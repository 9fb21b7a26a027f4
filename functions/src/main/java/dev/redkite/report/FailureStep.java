package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.announcement.EventPublisher;
import dev.redkite.deployment.Operation;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.EnvironmentFailed;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.RequestRejected;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.nio.charset.StandardCharsets;

/**
 * The failure path's one stage: it tells the bus, notes what failed, frees the lock, and then fails itself, so that
 * the execution ends here; the alarms of the template know by the exception's name whether an operator has to act. A
 * redrive begins at the state that failed, which is this one: then it lets the execution through, and the machine starts
 * at its first stage again. The machine knows which it is, by the redrive counts of then and now; the registry does not,
 * for an execution that never had the lock leaves nothing there.
 */
record FailureStep(Registry registry, EventPublisher publisher) implements Step<FailureSpec, JsonNode> {

    /** An event has 256 KiB in UTF-8 for all of it; whatever is longer stays in the execution's history only. */
    private static final int LARGEST_REQUEST = 100_000;

    @Override
    public Progress<JsonNode> run(FailureSpec spec) {
        if (spec.redriven()) {
            return new Done<>(Json.object());
        }
        if (!spec.ofChild() || holdsLock(spec)) {
            publisher.announce(refused(spec) ? "Environment Rejected" : "Environment Failed", detail(spec));
        }
        note(spec);
        String message = spec.error().replaceAll("^.*\\.", "") + ": " + spec.message();
        throw refused(spec) ? new RequestRejected(message) : new EnvironmentFailed(message);
    }

    /** What was turned away is told with the reason, so that it can be mended and sent again. */
    private static ObjectNode detail(FailureSpec spec) {
        ObjectNode detail = Json.object()
                .put("environment", spec.environment() == null ? "" : spec.environment())
                .put("operation", spec.operation().name())
                .put("execution", spec.execution())
                .put("error", spec.error())
                .put("message", spec.message());
        if (refused(spec) && spec.input() != null
                && spec.input().toString().getBytes(StandardCharsets.UTF_8).length <= LARGEST_REQUEST) {
            detail.set("request", spec.input());
        }
        return detail;
    }

    private boolean holdsLock(FailureSpec spec) {
        return spec.environment() != null && registry.find(spec.environment())
                .map(record -> spec.execution().equals(record.execution()))
                .orElse(false);
    }

    private void note(FailureSpec spec) {
        if (spec.environment() == null) {
            return;
        }
        Failure failure = new Failure(
                spec.operation(), spec.execution(), spec.redrives(), spec.error(), spec.message());
        boolean noted = untouched(spec)
                ? registry.turnAway(spec.environment(), failure)
                : registry.fail(spec.environment(), switch (spec.operation()) {
                    case provision, pause, resume -> Phase.FAILED;
                    case teardown -> Phase.REMOVAL_FAILED;
                    case recreate, backup, restore -> null;
                }, failure);
        if (!noted && spec.scheduled()) {
            registry.miss(spec.environment(), failure);
        }
    }

    /** The request was turned away and the environment is as it was: perhaps in the making, by another execution. */
    private static boolean refused(FailureSpec spec) {
        return spec.error().equals(InvalidRequest.class.getName()) || spec.error().equals(EnvironmentBusy.class.getName());
    }

    /** A teardown turns away, and backs up, only before it has begun, and a pause stores rows: what either would have ended stands as it stood. */
    private static boolean untouched(FailureSpec spec) {
        return switch (spec.operation()) {
            case teardown -> spec.untouched() || spec.error().equals(InvalidRequest.class.getName());
            case pause -> spec.untouched();
            case provision, resume, recreate, backup, restore -> false;
        };
    }
}
