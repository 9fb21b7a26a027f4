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
import dev.redkite.stage.StageRequest;
import dev.redkite.stage.Step;
import dev.redkite.text.Excerpt;
import dev.redkite.text.SpellingSuggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * The first stage of every machine: validates, plans, and takes the environment's lock. Nothing is made, changed or
 * removed before it is done.
 */
final class AdmissionStep implements Step<AdmissionSpec, Plan> {

    private static final Set<String> BESIDE_A_SPECIFICATION =
            Set.of("specification", "environment", "requester", "scheduled", StageRequest.PARENT);

    /** What people may give of it. */
    private static final List<String> OFFERED = List.of("specification", "environment", "requester");

    private static final String EXAMPLE = "{\"specification\":{\"name\":\"demo\"}}";
    private static final int LONGEST_QUOTED = 60;

    private final Admission admission;
    private final Registry registry;
    private final Unregistered unregistered;
    private final SfnClient sfn;

    AdmissionStep(Admission admission, Registry registry, Unregistered unregistered, SfnClient sfn) {
        this.admission = admission;
        this.registry = registry;
        this.unregistered = unregistered;
        this.sfn = sfn;
    }

    /** The plan to make, or, to be torn down, the plan that was last begun to be made. */
    @Override
    public Progress<Plan> run(AdmissionSpec wanted) {
        Admitted admitted = judge(wanted);
        claim(wanted, admitted.claim());
        return new Done<>(admitted.preview().plan());
    }

    /** @param claim what takes the lock, once somebody means it */
    record Admitted(Claim claim, Preview preview) {}

    /** Everything but taking the lock: what is refused now is refused in the same words. */
    Admitted judge(AdmissionSpec wanted) {
        return switch (wanted.operation()) {
            case provision -> provision(wanted);
            case teardown -> teardown(wanted);
            case recreate -> recreate(wanted);
        };
    }

    private Admitted provision(AdmissionSpec wanted) {
        refuseMisnamed(wanted);
        Optional<EnvironmentRecord> record = find(wanted);
        String stale = stale(wanted, record);
        record.filter(each -> each.phase().halfRemoved()).ifPresent(AdmissionStep::refuseHalfRemoved);
        JsonNode specification = wanted.specification() != null
                ? wanted.specification()
                : record.map(EnvironmentRecord::specification).orElseThrow(() -> unwrapped(wanted));
        Preview preview = planned(wanted, () -> admission.preview(specification, generation(record), former(record)));
        Plan plan = preview.plan();
        return new Admitted(
                new Claim(plan.environment(), plan.generation(), Phase.PROVISIONING, wanted.execution(),
                        stale, wanted.inherited(), wanted.requester(), specification, plan, former(record) == null),
                preview);
    }

    /**
     * What a request would change of what another has made, and of nothing else.
     *
     * @param standing what was planned of the former
     */
    Preview compared(AdmissionSpec former, Plan standing, AdmissionSpec wanted) {
        refuseMisnamed(wanted);
        JsonNode specification = wanted.specification();
        if (specification == null) {
            throw unwrapped(wanted);
        }
        return planned(wanted, () -> {
            refuseRenamed(standing.environment(), specification, "is what it is compared with");
            return admission.compared(former.specification(), standing, specification);
        });
    }

    /** What is registered, or else what stands without being so. */
    private Optional<EnvironmentRecord> find(AdmissionSpec wanted) {
        return wanted.environment().flatMap(name -> registry.find(name)
                .or(() -> unregistered.find(name, wanted.input().at("/specification/storage/bucket").textValue())));
    }

    /** Which of two environments is meant decides what everything else is judged against. */
    private static void refuseMisnamed(AdmissionSpec wanted) {
        JsonNode environment = wanted.input().path("environment");
        JsonNode name = wanted.input().at("/specification/name");
        if (environment.isValueNode() && name.isTextual() && !environment.equals(name)) {
            throw Admission.invalid(List.of(new Violation("$.environment",
                    "is %s, but the specification's name is %s; leave environment out, or write the same in both".formatted(environment, name))));
        }
    }

    /** What stands beside the specification would be passed over in silence; it is refused together with what is wrong within. */
    private static Preview planned(AdmissionSpec wanted, Supplier<Preview> planning) {
        List<Violation> violations = new ArrayList<>(unknown(wanted));
        try {
            Preview preview = planning.get();
            if (violations.isEmpty()) {
                return preview;
            }
        } catch (InvalidRequest e) {
            if (violations.isEmpty() || e.violations().isEmpty()) {
                throw e;
            }
            violations.addAll(e.violations());
        }
        throw Admission.invalid(violations);
    }

    private static List<Violation> unknown(AdmissionSpec wanted) {
        return wanted.input().properties().stream()
                .map(Map.Entry::getKey)
                .filter(member -> !BESIDE_A_SPECIFICATION.contains(member))
                .map(AdmissionStep::misplaced)
                .toList();
    }

    private static Violation misplaced(String member) {
        return SpellingSuggestion.to(member, OFFERED).isPresent() ? Violation.ofUnknownMember(member, OFFERED) : new Violation("$." + member,
                "is not a member of this request; move it into specification, or remove it");
    }

    /** Whoever leaves the specification to the registry names an environment that is there. */
    private static InvalidRequest unwrapped(AdmissionSpec wanted) {
        if (!wanted.input().isObject()) {
            return Admission.invalid(List.of(new Violation("$", "%s is no request, which is a JSON object such as %s".formatted(
                    Excerpt.of(wanted.input().toString(), LONGEST_QUOTED), EXAMPLE))));
        }
        boolean bare = wanted.input().has("name");
        List<Violation> violations = new ArrayList<>(bare ? List.of() : unknown(wanted));
        violations.add(new Violation("$.specification", "is required: what you want stands in this member, as in %s.%s".formatted(EXAMPLE,
                bare ? " What stands beside it now looks like one: move it there." : "")));
        return Admission.invalid(violations);
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

    private Admitted teardown(AdmissionSpec wanted) {
        EnvironmentRecord record = require(wanted);
        String stale = stale(wanted, Optional.of(record));
        refuseProtected(wanted, record);
        return new Admitted(claim(wanted, record, Phase.REMOVING, stale), Preview.of(admission.withCurrentPrincipals(record.requirePlan())));
    }

    /** What is to be made afterwards is judged before anything is torn down. */
    private Admitted recreate(AdmissionSpec wanted) {
        EnvironmentRecord record = require(wanted);
        String stale = stale(wanted, Optional.of(record));
        refuseProtected(wanted, record);
        JsonNode specification = Optional.ofNullable(wanted.specification()).or(() -> Optional.ofNullable(record.specification()))
                .orElseThrow(() -> Admission.invalid(List.of(new Violation("$.specification",
                        "is required: the registry has lost what %s was made of; write that into this request".formatted(record.environment())))));
        refuseRenamed(record.environment(), specification, "is to be recreated");
        Preview next = admission.next(specification, record);
        return new Admitted(claim(wanted, record, Phase.RECREATING, stale), next);
    }

    /** Before anything else is judged, which would be judged as if nothing of that name stood. */
    private static void refuseRenamed(String environment, JsonNode specification, String why) {
        JsonNode name = specification.path("name");
        if (name.isTextual() && !name.textValue().equals(environment)) {
            throw Admission.invalid(List.of(new Violation("$.specification.name", "is %s, but %s %s; leave the name as it is"
                    .formatted(Excerpt.of(name.textValue(), LONGEST_QUOTED), environment, why))));
        }
    }

    /** To remove what is registered, or what is registered by this: without a specification, for nobody knows what its was. */
    private static Claim claim(AdmissionSpec wanted, EnvironmentRecord record, Phase phase, @Nullable String stale) {
        boolean lost = record.specification() == null;
        return new Claim(record.environment(), record.generation(), phase, wanted.execution(), stale, wanted.inherited(),
                wanted.requester(), null, lost ? record.plan() : null, false);
    }

    private EnvironmentRecord require(AdmissionSpec wanted) {
        List<Violation> violations = new ArrayList<>(RemovalRequest.violations(wanted));
        Optional<EnvironmentRecord> record = find(wanted);
        if (violations.isEmpty() && record.isEmpty()) {
            violations.add(new Violation("$.environment", "no environment %s is registered here, and nothing carries its tag; correct the name"
                    .formatted(wanted.environment().orElseThrow())));
        }
        if (!violations.isEmpty()) {
            throw Admission.invalid(violations);
        }
        return record.orElseThrow();
    }

    /** A life that has ended has nothing left to protect. */
    private static void refuseProtected(AdmissionSpec wanted, EnvironmentRecord record) {
        if (record.requirePlan().deletionProtected() && record.phase() != Phase.REMOVED) {
            throw RemovalRequest.refusalOfProtected(record, wanted);
        }
    }

    private void claim(AdmissionSpec wanted, Claim claim) {
        if (!registry.admit(claim)) {
            throw busy(wanted, claim.environment(),
                    registry.find(claim.environment()).map(EnvironmentRecord::execution).orElse("another execution"));
        }
    }

    /**
     * The holder, when it is another execution that runs no longer: one that was aborted had no time to let go.
     *
     * @throws EnvironmentBusy when it runs
     */
    private @Nullable String stale(AdmissionSpec wanted, Optional<EnvironmentRecord> record) {
        String holder = record.map(EnvironmentRecord::execution).orElse(null);
        if (holder == null || holder.equals(wanted.execution())) {
            return null;
        }
        boolean running = AwsErrors.find(() -> sfn.describeExecution(request -> request.executionArn(holder)))
                .map(execution -> execution.status() == ExecutionStatus.RUNNING
                        || execution.status() == ExecutionStatus.PENDING_REDRIVE)
                .orElse(false);
        if (running) {
            throw busy(wanted, record.orElseThrow().environment(), holder);
        }
        return holder;
    }

    private static RuntimeException busy(AdmissionSpec wanted, String environment, String holder) {
        if (wanted.scheduled()) {
            return new StagePending("Waits its turn: environment %s is being worked on by %s".formatted(environment, holder));
        }
        return new EnvironmentBusy("Environment %s is being worked on by %s. Next: wait until it has ended, then send the request again."
                .formatted(environment, holder), holder);
    }
}
