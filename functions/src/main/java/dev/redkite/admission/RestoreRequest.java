package dev.redkite.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.Violation;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.stage.StageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a request for a restore says beside the name of the environment that is restored into. */
final class RestoreRequest {

    /** What people may give. */
    static final List<String> OFFERED = List.of("environment", "from", "backup", "overwrite", "requester");

    static final Set<String> KNOWN = Set.of("environment", "from", "backup", "overwrite", "requester", "scheduled", StageRequest.PARENT);

    private RestoreRequest() {}

    static List<Violation> violations(JsonNode input) {
        List<Violation> violations = new ArrayList<>(BackupRequest.misnamed(input, "backup"));
        if (input.has("from") && !(input.path("from").isTextual() && Plan.isName(input.path("from").textValue()))) {
            violations.add(new Violation("$.from", input.path("from") + " cannot be an environment's name"));
        }
        for (String flag : List.of("overwrite", "scheduled")) {
            if (input.has(flag) && !input.path(flag).isBoolean()) {
                violations.add(new Violation("$." + flag, input.path(flag) + " must be true or false"));
            }
        }
        return violations;
    }

    static void requireServing(EnvironmentRecord record) {
        if (record.phase() == Phase.PAUSED) {
            throw new InvalidRequest(("Environment %1$s is paused, and takes no rows."
                    + " Next: resume it (\"Resume Requested\" on the bus, POST /environments/%1$s/resume, resume %1$s in the chat), then send this request again.")
                    .formatted(record.environment()));
        }
        if (record.phase() != Phase.READY) {
            throw new InvalidRequest("Environment %s is %s, and only one that is READY is restored into. Next: have it READY, then send this request again."
                    .formatted(record.environment(), record.phase()));
        }
    }
}
