package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.Violation;
import dev.redkite.text.SpellingSuggestion;
import io.micronaut.http.HttpRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to make an environment again. A request without a body, or with an empty object, makes it as it was. The body is a
 * specification, as everywhere; one of this form is read too.
 *
 * @param specification what to make of it; left out, the same as before
 * @param removeData    whether the data goes too; left out, it stays
 */
@Schema(name = "Recreation")
record Recreation(@Nullable @Schema(ref = Api.UPDATE) JsonNode specification, @Nullable Boolean removeData) {

    boolean removesData() {
        return Boolean.TRUE.equals(removeData);
    }


    private static final Set<String> MEMBERS = Set.of("specification", "removeData");

    /** @throws ProblemException naming every violation, or when body and query differ about the data */
    static Recreation of(HttpRequest<?> request) {
        Recreation wanted = Payload.text(request).map(Payload::parse).map(Recreation::read).orElseGet(() -> new Recreation(null, null));
        if (Parameters.find(request, "removeData") == null) {
            return wanted;
        }
        boolean flag = Parameters.flag(request, "removeData");
        if (wanted.removeData() != null && wanted.removeData() != flag) {
            throw Problem.malformed("The parameter removeData is %s, but $.removeData of the body is %s; give one of them."
                    .formatted(flag, wanted.removeData()));
        }
        return new Recreation(wanted.specification(), flag);
    }

    /** Neither of the members is one of a specification's. */
    private static boolean isSpecification(JsonNode document) {
        return document.isObject() && !document.isEmpty() && MEMBERS.stream().noneMatch(document::has);
    }

    private static Recreation read(JsonNode document) {
        if (isSpecification(document)) {
            return new Recreation(document, null);
        }
        List<Violation> violations = new ArrayList<>();
        if (!document.isObject()) {
            violations.add(new Violation("$", "is a specification such as {\"nodes\":{\"count\":4}}, or nothing at all to make it as it was"));
        }
        document.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                violations.add(misplaced(member));
            }
        });
        if (document.has("removeData") && !document.get("removeData").isBoolean()) {
            violations.add(new Violation("$.removeData", document.get("removeData") + " must be true or false"));
        }
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return new Recreation(document.get("specification"), document.has("removeData") ? document.get("removeData").asBoolean() : null);
    }

    private static Violation misplaced(String member) {
        return SpellingSuggestion.to(member, MEMBERS).isPresent() ? Violation.ofUnknownMember(member, MEMBERS) : new Violation("$." + member,
                "stands beside specification or removeData; move it into specification, or send the specification alone with ?removeData= in the path");
    }
}
