package dev.redkite.audit;

import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.stage.StageRequest;

/**
 * @param removesData    whether the bucket had to go, too
 * @param keepsSchedules whether the schedules had to stay
 */
record AuditSpec(Plan plan, boolean removesData, boolean keepsSchedules) {

    static AuditSpec of(StageRequest request) {
        return new AuditSpec(
                request.plan(), request.request().path("removeData").asBoolean(),
                request.keepsSchedules());
    }

    Names names() {
        return plan.names();
    }

    Ownership ownership() {
        return plan.ownership();
    }

    /** The EKS cluster's name. */
    String cluster() {
        return names().clusterName();
    }
}
