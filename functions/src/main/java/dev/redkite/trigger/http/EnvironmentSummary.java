package dev.redkite.trigger.http;

import dev.redkite.environment.Plan;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.EnvironmentRecord.Phase;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One environment in a list.
 *
 * @param name         its name
 * @param generation   raised by every recreate
 * @param phase        how it stands
 * @param requester    who asked for it first; left out when the door did not say
 * @param createdAt    when this life of it was begun; left out where that was not noted
 * @param updatedAt    when anything of it was noted last; left out likewise
 * @param expiresAt    when it is ended for good; left out when that is not planned
 * @param costPerMonth US dollars, at list prices, of all that has a known price; left out when none is known
 * @param tags         the user's
 * @param execution    ARN of the execution at work on it; left out when there is none
 * @param milvus       host:port; left out while it is not ready
 */
@Schema(name = "EnvironmentSummary")
record EnvironmentSummary(
        String name,
        int generation,
        Phase phase,
        @Nullable String requester,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String expiresAt,
        @Nullable Double costPerMonth,
        Map<String, String> tags,
        @Nullable String execution,
        @Nullable String milvus) {

    static EnvironmentSummary of(EnvironmentRecord record) {
        Optional<Plan> plan = record.findPlan();
        return new EnvironmentSummary(record.environment(), record.generation(), record.phase(), record.requester(), record.createdAt(),
                record.updatedAt(), plan.map(each -> each.schedules().expiresAt()).orElse(null), plan.map(each -> each.cost().perMonth()).orElse(null),
                plan.map(Plan::tags).orElse(Map.of()), record.execution(),
                record.endpoints() == null ? null : record.endpoints().path("milvus").textValue());
    }
}
