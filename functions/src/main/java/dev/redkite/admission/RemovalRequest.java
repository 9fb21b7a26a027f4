package dev.redkite.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.Violation;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.stage.StageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The form of a request about an environment that is there: to tear it down, recreate, pause, resume or back it up. */
final class RemovalRequest {

    private static final Set<String> REMOVAL_FLAGS = Set.of("removeData", "keepData", "scheduled", "final");
    private static final Set<String> FLAGS = Set.of("scheduled");
    private static final Set<String> OTHERS = Set.of("environment", "requester", StageRequest.PARENT);

    private RemovalRequest() {}

    static List<Violation> violations(AdmissionSpec spec) {
        JsonNode input = spec.input();
        if (!input.isObject()) {
            return List.of(new Violation("$", "is a JSON object such as {\"environment\":\"demo\"}"));
        }
        List<Violation> violations = new ArrayList<>();
        if (!input.path("environment").isTextual()) {
            violations.add(new Violation("$.environment", "is required: the name of the environment"));
        } else if (!Plan.isName(input.path("environment").textValue())) {
            violations.add(new Violation("$.environment", input.path("environment") + " cannot be an environment's name"));
        }
        if (spec.operation() == Operation.backup) {
            violations.addAll(BackupRequest.violations(input));
        }
        if (spec.operation() == Operation.restore) {
            violations.addAll(RestoreRequest.violations(input));
        }
        input.properties().forEach(member -> {
            if (flags(spec.operation()).contains(member.getKey()) && !member.getValue().isBoolean()) {
                violations.add(new Violation("$." + member.getKey(), member.getValue() + " must be true or false"));
            } else if (!known(spec.operation(), member.getKey())) {
                violations.add(Violation.ofUnknownMember(member.getKey(), offered(spec.operation())));
            }
        });
        return violations;
    }

    /** What people may give; the machines and schedules know others. */
    private static List<String> offered(Operation operation) {
        return switch (operation) {
            case recreate -> List.of("environment", "keepData", "removeData", "requester", "specification");
            case provision, teardown -> List.of("environment", "keepData", "removeData", "requester");
            case pause, resume -> List.of("environment", "requester");
            case backup -> BackupRequest.OFFERED;
            case restore -> RestoreRequest.OFFERED;
        };
    }

    private static boolean known(Operation operation, String member) {
        return switch (operation) {
            case backup -> BackupRequest.KNOWN.contains(member);
            case restore -> RestoreRequest.KNOWN.contains(member);
            case provision, teardown, recreate, pause, resume -> flags(operation).contains(member) || OTHERS.contains(member)
                    || member.equals("specification") && operation == Operation.recreate;
        };
    }

    private static Set<String> flags(Operation operation) {
        return operation == Operation.pause || operation == Operation.resume ? FLAGS : REMOVAL_FLAGS;
    }

    /** What people should know before they insist: all that would go, and what would stay. */
    static InvalidRequest refusalOfProtected(EnvironmentRecord record, AdmissionSpec spec) {
        Plan plan = record.requirePlan();
        boolean lost = record.specification() == null;
        boolean dataGoes = spec.removesData() && !plan.storage().adopted();
        Plan.Bucket backups = plan.storage().backupBucket();
        return new InvalidRequest(("Environment %s is protected%s and is not %s. Lost would be: Milvus%s with its collections and logins,"
                        + " the MSK cluster %s with its %d brokers, the EKS cluster %s with its %d nodes%s. %s"
                        + "Next: send %s with \"protected\": false, then send this request again.")
                .formatted(
                        plan.environment(),
                        lost ? ", as the tag %s of its EKS cluster says,".formatted(Ownership.PROTECTED) : "",
                        spec.operation() == Operation.recreate ? "recreated" : "torn down",
                        lost ? "" : " " + plan.milvus().version(), plan.names().clusterName(), plan.kafka().brokers(),
                        plan.names().clusterName(), plan.nodes().count(),
                        dataGoes ? ", and the bucket " + plan.storage().bucket() + " with all data" : "",
                        (dataGoes ? "" : "The bucket " + plan.storage().bucket() + " and what is in it would stay. ")
                                + (backups == null ? "" : "Backups in the bucket " + backups.name() + " would stay. "),
                        lost ? "its specification, which the registry has lost," : "an update"));
    }
}
