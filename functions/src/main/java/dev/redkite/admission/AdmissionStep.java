package dev.redkite.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Preview;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Violation;
import dev.redkite.registry.Claim;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * The first stage of every machine: validates, plans, and takes the environment's lock. Nothing is made, changed or
 * removed before it is done.
 *
 * @param sfn made when somebody holds the lock
 */
record AdmissionStep(
        Admission admission, Registry registry, Unregistered unregistered, Supplier<SfnClient> sfn) implements Step<AdmissionSpec, Plan> {

    /** The plan to make, or, to be torn down, the plan that was last begun to be made. */
    @Override
    public Progress<Plan> run(AdmissionSpec spec) {
        Admitted admitted = judge(spec);
        claim(spec, admitted.claim());
        return new Done<>(admitted.preview().plan().keeping(admitted.claim().kept()));
    }

    /** @param claim what takes the lock, once somebody means it */
    record Admitted(Claim claim, Preview preview) {}

    /** Everything but taking the lock: what is refused now is refused in the same words. */
    Admitted judge(AdmissionSpec spec) {
        return switch (spec.operation()) {
            case provision -> provision(spec);
            case teardown -> teardown(spec);
            case recreate -> recreate(spec);
            case pause -> pause(spec);
            case resume -> resume(spec);
            case backup -> backup(spec);
            case restore -> restore(spec);
        };
    }

    private Admitted provision(AdmissionSpec spec) {
        SpecificationRequest.refuseMisnamed(spec);
        Optional<EnvironmentRecord> record = find(spec);
        String stale = stale(spec, record);
        record.filter(each -> each.phase().halfRemoved()).ifPresent(AdmissionStep::refuseHalfRemoved);
        Optional<EnvironmentRecord> resuming = record.filter(each -> spec.inherited() && each.phase() == Phase.RESUMING);
        if (resuming.isPresent()) {
            return resumed(spec, resuming.get(), Phase.RESUMING, stale);
        }
        record.filter(each -> each.phase() == Phase.PAUSED).ifPresent(PauseRequest::refuseChange);
        JsonNode specification = spec.specification() != null
                ? spec.specification()
                : record.map(EnvironmentRecord::specification).orElseThrow(() -> SpecificationRequest.unwrapped(spec));
        String owed = owed(spec, record);
        Preview preview = SpecificationRequest.planned(spec, () -> {
            Preview next = preview(spec, specification, record);
            record.ifPresent(each -> KeptData.requireFound(owed, each, next.plan()));
            return next;
        });
        Plan plan = preview.plan();
        return new Admitted(
                new Claim(plan.environment(), plan.generation(), Phase.PROVISIONING, spec.execution(),
                        stale, spec.inherited(), spec.requester(), specification, plan, former(record) == null, owed),
                preview);
    }

    /** What is to come back before it is ready; whoever makes anew what was torn down, and does not recreate it, begins empty. */
    private static @Nullable String owed(AdmissionSpec spec, Optional<EnvironmentRecord> record) {
        return record.filter(each -> each.endpoints() == null && (spec.inherited() || each.phase() != Phase.REMOVED))
                .map(EnvironmentRecord::kept).orElse(null);
    }

    private Preview preview(AdmissionSpec spec, JsonNode specification, Optional<EnvironmentRecord> record) {
        return record.filter(each -> spec.inherited() && each.phase() == Phase.REMOVED)
                .map(removed -> admission.again(specification, generation(record), removed))
                .orElseGet(() -> admission.preview(specification, generation(record), former(record)));
    }

    /**
     * What a request would change of what another has made, and of nothing else.
     *
     * @param current what was planned of the former
     */
    Preview compared(AdmissionSpec former, Plan current, AdmissionSpec spec) {
        SpecificationRequest.refuseMisnamed(spec);
        JsonNode specification = spec.specification();
        if (specification == null) {
            throw SpecificationRequest.unwrapped(spec);
        }
        return SpecificationRequest.planned(spec, () -> {
            SpecificationRequest.refuseRenamed(current.environment(), specification, "is what it is compared with");
            return admission.compared(former.specification(), current, specification);
        });
    }

    /** What is registered, or else what stands without being so. */
    private Optional<EnvironmentRecord> find(AdmissionSpec spec) {
        return spec.environment().flatMap(name -> registry.find(name)
                .or(() -> unregistered.find(name, spec.input().at("/specification/storage/bucket").textValue())));
    }

    /** A life that has ended raises the generation, so that nothing of it can be met again. */
    static int generation(Optional<EnvironmentRecord> record) {
        return record.map(each -> each.phase() == Phase.REMOVED ? each.generation() + 1 : each.generation()).orElse(1);
    }

    /** Of which something may stand. */
    static @Nullable EnvironmentRecord former(Optional<EnvironmentRecord> record) {
        return record.filter(each -> each.phase() != Phase.REMOVED).orElse(null);
    }

    private static void refuseHalfRemoved(EnvironmentRecord record) {
        throw new InvalidRequest("Environment %s is half torn down: its teardown %s. Next: tear it down once more (\"Teardown Requested\" on the bus, DELETE over HTTP), or recreate it (\"Recreate Requested\", POST …/recreate)."
                .formatted(record.environment(),
                        record.failure() == null ? "did not end" : "failed (" + record.failure().message() + ")"));
    }

    private Admitted pause(AdmissionSpec spec) {
        EnvironmentRecord record = require(spec);
        String stale = stale(spec, Optional.of(record));
        PauseRequest.requirePausable(record, "pause");
        return new Admitted(claim(spec, record, Phase.PAUSING, stale), Preview.of(admission.withCurrentPrincipals(record.requirePlan())));
    }

    /** As it was, and nothing else: only whether there is room for what was given back is judged anew. */
    private Admitted resume(AdmissionSpec spec) {
        EnvironmentRecord record = require(spec);
        String stale = stale(spec, Optional.of(record));
        PauseRequest.requirePausable(record, "resume");
        return resumed(spec, record, Phase.RESUMING, stale);
    }

    private Admitted resumed(AdmissionSpec spec, EnvironmentRecord record, Phase phase, @Nullable String stale) {
        return new Admitted(claim(spec, record, phase, stale), admission.resumed(record.requirePlan()));
    }

    private Admitted teardown(AdmissionSpec spec) {
        EnvironmentRecord record = require(spec);
        String stale = stale(spec, Optional.of(record));
        refuseProtected(spec, record);
        String kept = KeptData.backup(spec, record, record.requirePlan());
        return new Admitted(claim(spec, record, Phase.REMOVING, stale).keeping(kept), Preview.of(admission.withCurrentPrincipals(record.requirePlan())));
    }

    /** It serves as it did, or does not, so its phase stays, and what is to come back. */
    private Admitted backup(AdmissionSpec spec) {
        EnvironmentRecord record = require(spec);
        String stale = stale(spec, Optional.of(record));
        BackupRequest.requireServing(record, spec);
        return new Admitted(claim(spec, record, record.phase(), stale).keeping(record.kept()), Preview.of(admission.withCurrentPrincipals(record.requirePlan())));
    }

    /** The same: what stands in it goes on serving, and what comes has no name that anybody knows before it is proven. */
    private Admitted restore(AdmissionSpec spec) {
        EnvironmentRecord record = require(spec);
        String stale = stale(spec, Optional.of(record));
        RestoreRequest.requireServing(record);
        return new Admitted(claim(spec, record, record.phase(), stale), Preview.of(admission.withCurrentPrincipals(record.requirePlan())));
    }

    /** What is to be made afterwards is judged before anything is torn down. */
    private Admitted recreate(AdmissionSpec spec) {
        EnvironmentRecord record = require(spec);
        String stale = stale(spec, Optional.of(record));
        refuseProtected(spec, record);
        JsonNode specification = Optional.ofNullable(spec.specification()).or(() -> Optional.ofNullable(record.specification()))
                .orElseThrow(() -> Admission.invalid(List.of(new Violation("$.specification",
                        "is required: the registry has lost what %s was made of; write that into this request".formatted(record.environment())))));
        SpecificationRequest.refuseRenamed(record.environment(), specification, "is to be recreated");
        Preview next = admission.next(specification, record);
        return new Admitted(claim(spec, record, Phase.RECREATING, stale).keeping(KeptData.backup(spec, record, next.plan())), next);
    }

    /** To remove what is registered, or what is registered by this: without a specification, for nobody knows what its was. */
    private static Claim claim(AdmissionSpec spec, EnvironmentRecord record, Phase phase, @Nullable String stale) {
        boolean lost = record.specification() == null;
        return new Claim(record.environment(), record.generation(), phase, spec.execution(), stale, spec.inherited(),
                spec.requester(), null, lost ? record.plan() : null, false, null);
    }

    private EnvironmentRecord require(AdmissionSpec spec) {
        List<Violation> violations = new ArrayList<>(RemovalRequest.violations(spec));
        Optional<EnvironmentRecord> record = find(spec);
        if (violations.isEmpty() && record.isEmpty()) {
            violations.add(new Violation("$.environment", "no environment %s is registered here, and nothing carries its tag; correct the name"
                    .formatted(spec.environment().orElseThrow())));
        }
        if (!violations.isEmpty()) {
            throw Admission.invalid(violations);
        }
        return record.orElseThrow();
    }

    /** A life that has ended has nothing left to protect. */
    private static void refuseProtected(AdmissionSpec spec, EnvironmentRecord record) {
        if (record.requirePlan().deletionProtected() && record.phase() != Phase.REMOVED) {
            throw RemovalRequest.refusalOfProtected(record, spec);
        }
    }

    private void claim(AdmissionSpec spec, Claim claim) {
        if (!registry.admit(claim)) {
            throw busy(spec, claim.environment(),
                    registry.find(claim.environment()).map(EnvironmentRecord::execution).orElse("another execution"));
        }
    }

    /**
     * The holder, when it is another execution that runs no longer: one that was aborted had no time to let go.
     *
     * @throws EnvironmentBusy when it runs
     */
    private @Nullable String stale(AdmissionSpec spec, Optional<EnvironmentRecord> record) {
        String holder = record.map(EnvironmentRecord::execution).orElse(null);
        if (holder == null || holder.equals(spec.execution())) {
            return null;
        }
        boolean running = AwsErrors.find(() -> sfn.get().describeExecution(request -> request.executionArn(holder)))
                .map(execution -> execution.status() == ExecutionStatus.RUNNING
                        || execution.status() == ExecutionStatus.PENDING_REDRIVE)
                .orElse(false);
        if (running) {
            throw busy(spec, record.orElseThrow().environment(), holder);
        }
        return holder;
    }

    private static RuntimeException busy(AdmissionSpec spec, String environment, String holder) {
        if (spec.scheduled()) {
            return new StagePending("Waits its turn: environment %s is being worked on by %s".formatted(environment, holder));
        }
        return new EnvironmentBusy("Environment %s is being worked on by %s. Next: wait until it has ended, then send the request again."
                .formatted(environment, holder), holder);
    }
}
