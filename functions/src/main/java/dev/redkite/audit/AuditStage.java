package dev.redkite.audit;

import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Stage;
import java.util.List;

/** Skeleton of the seam; the audit branch replaces it. */
final class AuditStage implements Stage<AuditSpec, AuditFacts> {

    @Override
    public Progress<AuditFacts> ensure(AuditSpec wanted) {
        return new Done<>(new AuditFacts(0, 0, List.of(), List.of()));
    }

    @Override
    public Progress<Void> retire(AuditSpec wanted) {
        return new Done<>(null);
    }
}
