package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one environment.
 *
 * @param name          its name
 * @param generation    raised by every recreate
 * @param phase         how it stands
 * @param requester     who asked for it first; left out when the door did not say
 * @param createdAt     when this life of it was begun; left out where that was not noted
 * @param updatedAt     when anything of it was noted last; left out likewise
 * @param keptUntil     until when a removed one is remembered at least; left out of all others, and of those that a schedule makes again
 * @param specification as the user last gave it; left out where the registry has lost it
 * @param plan          what was last begun to be made of it
 * @param endpoints     how to reach it, and the figures of its probe; left out while it is not ready
 * @param pause         what goes on costing, and when it resumes by itself at the latest; left out of all that are not paused
 * @param audit         what the last teardown's audit found; left out when there was none
 * @param failure       what went wrong last; left out when nothing did, or since it was mended
 * @param missed        the operation that did not take place last, a schedule's, or a removal or a pause that was turned away; left out since the
 *                      next one did
 * @param progress      the execution at work on it; left out when there is none
 */
@Schema(name = "Environment")
record EnvironmentView(
        String name,
        int generation,
        Phase phase,
        @Nullable String requester,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant keptUntil,
        @Nullable @Schema(ref = Api.SPECIFICATION) JsonNode specification,
        @Nullable Plan plan,
        @Nullable @Schema(types = "object") JsonNode endpoints,
        @Nullable @Schema(types = "object") JsonNode pause,
        @Nullable @Schema(types = "object") JsonNode audit,
        @Nullable Failure failure,
        @Nullable Failure missed,
        @Nullable ExecutionView progress) {

    static EnvironmentView of(EnvironmentRecord record, @Nullable ExecutionView progress) {
        return new EnvironmentView(record.environment(), record.generation(), record.phase(), record.requester(),
                record.createdAt(), record.updatedAt(), record.keptUntil(), record.specification(), record.findPlan().orElse(null),
                record.endpoints(), record.phase() == Phase.PAUSED ? record.pause() : null, record.audit(), record.failure(), record.missed(), progress);
    }
}
