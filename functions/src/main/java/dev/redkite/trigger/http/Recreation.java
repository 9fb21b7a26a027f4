package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Violation;
import io.micronaut.http.HttpRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How to make an environment again. A request without a body makes it as it was.
 *
 * @param specification what to make of it; left out, the same as before
 * @param removeData    whether the data goes too; left out, it stays
 */
@Schema(name = "Recreation")
record Recreation(@LeftOut @Schema(ref = Api.UPDATE) JsonNode specification, @LeftOut Boolean removeData) {

    boolean removesData() {
        return Boolean.TRUE.equals(removeData);
    }


    private static final Set<String> MEMBERS = Set.of("specification", "removeData");

    /** @throws ProblemException naming every violation */
    static Recreation of(HttpRequest<?> request) {
        return Payload.text(request).map(Payload::parse).map(Recreation::read).orElseGet(() -> new Recreation(null, null));
    }

    private static Recreation read(JsonNode document) {
        List<Violation> violations = new ArrayList<>();
        if (!document.isObject()) {
            violations.add(new Violation("$", "is a JSON object such as {\"removeData\":false}, or nothing at all"));
        }
        document.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                violations.add(Violation.ofUnknownMember(member, MEMBERS));
            }
        });
        if (document.has("removeData") && !document.get("removeData").isBoolean()) {
            violations.add(new Violation("$.removeData", document.get("removeData") + " must be true or false"));
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return new Recreation(document.get("specification"), document.path("removeData").asBoolean());
    }
}
