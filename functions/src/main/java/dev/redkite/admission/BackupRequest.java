package dev.redkite.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Names;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.Violation;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.stage.StageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a request for a backup says beside the environment's name. */
final class BackupRequest {

    /** What people may give; a schedule gives more. */
    static final List<String> OFFERED = List.of("environment", "name", "remove", "requester");

    static final Set<String> KNOWN = Set.of("environment", "name", "remove", "requester", "retain", "scheduled", StageRequest.PARENT);

    private static final int MOST_KEPT = 1000;

    /** In which nobody is at work on an environment. */
    private static final Set<Phase> RESTING = Set.of(Phase.READY, Phase.PAUSED, Phase.FAILED, Phase.REMOVAL_FAILED, Phase.REMOVED);

    private BackupRequest() {}

    static List<Violation> violations(JsonNode input) {
        List<Violation> violations = new ArrayList<>();
        for (String member : List.of("name", "remove")) {
            violations.addAll(misnamed(input, member));
        }
        if (input.has("name") && input.has("remove")) {
            violations.add(new Violation("$.remove", "cannot stand beside name; leave one of them out"));
        }
        JsonNode retain = input.path("retain");
        if (input.has("retain") && (!retain.isInt() || retain.intValue() < 1 || retain.intValue() > MOST_KEPT)) {
            violations.add(new Violation("$.retain", retain + " is no count from 1 to %,d".formatted(MOST_KEPT)));
        }
        if (input.has("scheduled") && !input.path("scheduled").isBoolean()) {
            violations.add(new Violation("$.scheduled", input.path("scheduled") + " must be true or false"));
        }
        return violations;
    }

    static List<Violation> misnamed(JsonNode input, String member) {
        return input.has(member) && !Names.isBackup(input.path(member).asText())
                ? List.of(new Violation("$." + member, input.path(member)
                        + " cannot be a backup's name; write 2 to 63 letters, digits and underscores, a letter first and no underscore last"))
                : List.of();
    }

    /** Whoever made a backup of what sleeps would wake it, and pay for it, unasked; to give one up takes no Milvus, and no environment. */
    static void requireServing(EnvironmentRecord record, AdmissionSpec spec) {
        if (spec.input().has("remove")) {
            requireRegistered(record);
            return;
        }
        if (record.phase() == Phase.READY) {
            return;
        }
        if (record.phase() == Phase.PAUSED) {
            throw new InvalidRequest(("Environment %1$s is paused, and is backed up only while it runs: all that it holds is kept as it is."
                    + " Next: resume it (\"Resume Requested\" on the bus, POST /environments/%1$s/resume, resume %1$s in the chat), then send this request again.")
                    .formatted(record.environment()));
        }
        throw new InvalidRequest("Environment %s is %s, and only one that is READY is backed up. Next: have it READY, then send this request again."
                .formatted(record.environment(), record.phase()));
    }

    /** Where somebody was at work who died nobody knows what he has begun; and what the registry has lost is not registered by the way. */
    private static void requireRegistered(EnvironmentRecord record) {
        if (record.specification() == null || !RESTING.contains(record.phase())) {
            throw new InvalidRequest("Environment %s is %s%s, and its backups can be given up once it is READY, PAUSED, FAILED or REMOVED. Next: %s, then send this request again."
                    .formatted(record.environment(), record.phase(), record.specification() == null ? " and not registered" : "",
                            record.specification() == null ? "send its specification" : "send the request for what was being done to it once more"));
        }
    }
}
