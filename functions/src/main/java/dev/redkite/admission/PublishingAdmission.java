package dev.redkite.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.announcement.EventPublisher;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;

/** Admission that tells the bus whom it has let in. A child execution was told of with its parent. */
record PublishingAdmission(AdmissionStep admission, EventPublisher publisher) implements Step<AdmissionSpec, Plan> {

    @Override
    public Progress<Plan> run(AdmissionSpec spec) {
        Progress<Plan> progress = admission.run(spec);
        if (progress instanceof Done<Plan>(Plan plan) && !spec.inherited()) {
            ObjectNode detail = Json.object()
                    .put("environment", plan.environment())
                    .put("generation", plan.generation())
                    .put("operation", spec.operation().name())
                    .put("execution", spec.execution());
            if (spec.operation() != Operation.teardown && spec.operation() != Operation.pause) {
                plan.warnings().forEach(detail.withArray("warnings")::add);
            }
            publisher.announce("Environment Requested",
                    spec.requester() == null ? detail : detail.put("requester", spec.requester()));
        }
        return progress;
    }
}
