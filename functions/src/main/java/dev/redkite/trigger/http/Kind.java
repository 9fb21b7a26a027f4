package dev.redkite.trigger.http;

import dev.redkite.deployment.Operation;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** What a provision was for. */
@Schema(name = "Kind")
enum Kind {
    creation,
    update;

    /**
     * Step Functions does not know it, but the registry knows when the environment was begun: what ran at that time began
     * it, and what came later changed it.
     *
     * @param ended  null while it runs
     * @param record null when nothing is registered
     * @return null when it is no provision, or nobody can tell: it is of an earlier life, or the registry is older than that
     */
    static Kind of(Operation operation, Instant started, Instant ended, EnvironmentRecord record) {
        if (operation != Operation.provision || record == null || record.createdAt() == null) {
            return null;
        }
        if (started.isAfter(record.createdAt())) {
            return ended == null && record.phase() == Phase.REMOVED ? null : update;
        }
        return ended == null || !ended.isBefore(record.createdAt()) ? creation : null;
    }
}
