package dev.redkite.backup;

import dev.redkite.probe.HealthProbeSpec;
import dev.redkite.stage.StageRequest;
import java.util.Objects;

/**
 * @param first   what the teardown has proven before its first change
 * @param milvus  whom to ask
 * @param retries how often this was tried before
 */
record ClosingBackupSpec(BackupSpec first, HealthProbeSpec milvus, int retries) {

    static ClosingBackupSpec of(StageRequest request) {
        return new ClosingBackupSpec(BackupSpec.of(request), HealthProbeSpec.withoutNames(request), Objects.requireNonNullElse(request.retries(), 0));
    }

    Backups.Place place() {
        return first.place();
    }
}
