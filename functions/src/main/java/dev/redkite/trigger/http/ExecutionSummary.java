package dev.redkite.trigger.http;

import dev.redkite.deployment.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a state machine.
 *
 * @param id        its name, which the paths below {@code /executions} take
 * @param arn       its ARN
 * @param operation what it is for
 * @param kind      what a provision was for; left out of other operations, and where nobody can tell
 * @param status    as Step Functions says it
 * @param startedAt when it was started
 * @param endedAt   when it ended; left out while it runs
 */
@Schema(name = "ExecutionSummary")
record ExecutionSummary(
        String id, String arn, Operation operation, @Nullable ProvisionKind kind, Status status, Instant startedAt, @Nullable Instant endedAt) {

    /** Step Functions' own words. */
    enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED,
        PENDING_REDRIVE
    }
}
