package dev.redkite.admission;

import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Stage;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The first stage: validates, plans, and takes the environment's lock. Nothing is made before it is done. */
final class AdmissionStage implements Stage<AdmissionSpec, Plan> {

    private final Admission admission;
    private final Registry registry;
    private final SfnClient sfn;

    AdmissionStage(Admission admission, Registry registry, SfnClient sfn) {
        this.admission = admission;
        this.registry = registry;
        this.sfn = sfn;
    }

    @Override
    public Progress<Plan> ensure(AdmissionSpec wanted) {
        Plan draft = admission.plan(wanted.specification(), 1);
        Optional<EnvironmentRecord> record = registry.find(draft.environment());
        int generation = record.map(EnvironmentRecord::generation).orElse(1);
        Plan plan = generation == 1 ? draft : admission.plan(wanted.specification(), generation);
        String holder = record.map(EnvironmentRecord::execution).orElse(null);
        if (!registry.admit(plan.environment(), generation, wanted.execution(), stale(holder, wanted), wanted.specification())) {
            throw busy(plan.environment());
        }
        return new Done<>(plan);
    }

    /** The holder, when it is another execution that runs no longer: one that was aborted had no time to let go. */
    private String stale(String holder, AdmissionSpec wanted) {
        if (holder == null || holder.equals(wanted.execution())) {
            return null;
        }
        boolean running = AwsErrors.find(() -> sfn.describeExecution(request -> request.executionArn(holder)))
                .map(execution -> execution.status() == ExecutionStatus.RUNNING
                        || execution.status() == ExecutionStatus.PENDING_REDRIVE)
                .orElse(false);
        return running ? null : holder;
    }

    private EnvironmentBusy busy(String environment) {
        String holder = registry.find(environment).map(EnvironmentRecord::execution).orElse("another execution");
        return new EnvironmentBusy("Environment %s is being worked on by %s. Next: wait until it has ended, then send the request again."
                .formatted(environment, holder));
    }

    /** A provision that never got further than here has made nothing, so there is nothing to take back. */
    @Override
    public Progress<Void> retire(AdmissionSpec wanted) {
        throw new InvalidRequest("Admission takes requests in; it has nothing to retire.");
    }
}
