package dev.redkite.trigger.http;

import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.EnvironmentRecord.Phase;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * One environment in a list.
 *
 * @param name       its name
 * @param generation raised by every recreate
 * @param phase      how it stands
 * @param execution  ARN of the execution at work on it; left out when there is none
 * @param milvus     host:port; left out while it is not ready
 */
@Schema(name = "EnvironmentSummary")
record EnvironmentSummary(String name, int generation, Phase phase, @LeftOut String execution, @LeftOut String milvus) {

    static EnvironmentSummary of(EnvironmentRecord record) {
        return new EnvironmentSummary(record.environment(), record.generation(), record.phase(), record.execution(),
                record.endpoints() == null ? null : record.endpoints().path("milvus").textValue());
    }
}
