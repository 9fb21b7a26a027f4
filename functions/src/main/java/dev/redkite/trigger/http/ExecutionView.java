package dev.redkite.trigger.http;

import dev.redkite.deployment.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a state machine, and how far it has come.
 *
 * @param id             its name, which the paths below {@code /executions} take
 * @param arn            its ARN
 * @param operation      what it is for
 * @param kind           what a provision is for; left out of other operations, and where nobody can tell
 * @param environment    which environment it is about
 * @param status         as Step Functions says it
 * @param requester      who asked for it; left out when the door did not say
 * @param startedAt      when it was started
 * @param endedAt        when it ended; left out while it runs
 * @param elapsedSeconds from its start to its end, or to now
 * @param typicalSeconds how long such a run usually takes; left out of an update, which takes what there is to change
 * @param share          elapsed of typical, from 0 to 1; it is 1 only when the execution has succeeded; left out of an update
 * @param redrives       how often it was redriven
 * @param redrivable     whether it can be redriven now
 * @param error          the error's class; left out unless it failed
 * @param message        what went wrong, and the next move; left out unless it failed
 * @param stages         every stage, in the order of the machine
 * @param children       the executions that it started, of recreate its teardown and its provision
 */
@Schema(name = "Execution")
record ExecutionView(
        String id,
        String arn,
        Operation operation,
        @Nullable ProvisionKind kind,
        String environment,
        ExecutionSummary.Status status,
        @Nullable String requester,
        Instant startedAt,
        @Nullable Instant endedAt,
        long elapsedSeconds,
        @Nullable Long typicalSeconds,
        @Nullable Double share,
        int redrives,
        boolean redrivable,
        @Nullable String error,
        @Nullable String message,
        List<StageView> stages,
        List<ExecutionView> children) {}
