package dev.redkite.trigger.http;

import dev.redkite.deployment.Operation;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a provision was for. */
@Schema(name = "Kind")
enum ProvisionKind {
    creation,
    update;

    /**
     * Step Functions does not know it, but the registry knows when the environment was begun: what ran at that time began
     * it, and what came later changed it.
     *
     * @param ended  if it has
     * @param record if anything is registered
     * @return only of a provision of which somebody can tell: it is of the present life, and the registry has noted when that began
     */
    static @Nullable ProvisionKind of(Operation operation, Instant started, @Nullable Instant ended, @Nullable EnvironmentRecord record) {
        if (operation != Operation.provision || record == null || record.createdAt() == null) {
            return null;
        }
        if (started.isAfter(record.createdAt())) {
            return ended == null && record.phase() == Phase.REMOVED ? null : update;
        }
        return ended == null || !ended.isBefore(record.createdAt()) ? creation : null;
    }
}
