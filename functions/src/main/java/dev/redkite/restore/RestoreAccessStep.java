package dev.redkite.restore;

import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;

/** Lets Milvus' role read the backup of another environment, and copy from another bucket; its own backups it reads anyway. What is let in is seen everywhere some seconds later. */
record RestoreAccessStep(RestoreAccess access) implements Step<RestoreSpec, RestoreAccessFacts> {

    @Override
    public Progress<RestoreAccessFacts> run(RestoreSpec spec) {
        if (!spec.needsAccess()) {
            return new Done<>(new RestoreAccessFacts(false));
        }
        return access.grant(spec) ? new Done<>(new RestoreAccessFacts(true))
                : new Pending<>("Milvus' role was just let into the backup of environment %s".formatted(spec.source().environment()));
    }
}
