package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.Violation;
import dev.redkite.text.SpellingSuggestion;
import dev.redkite.trigger.DataChoice;
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
 * @param removeData    whether the bucket goes too; left out, it stays
 * @param keepData      whether what Milvus holds is backed up before and comes back; left out, it does unless the bucket goes
 */
@Schema(name = "Recreation")
record Recreation(@Nullable @Schema(ref = Api.UPDATE) JsonNode specification, @Nullable Boolean removeData, @Nullable Boolean keepData) {

    DataChoice data() {
        return new DataChoice(Boolean.TRUE.equals(removeData), keepData);
    }

    private static final List<String> FLAGS = List.of("removeData", "keepData");
    private static final Set<String> MEMBERS = Set.of("specification", "removeData", "keepData");

    /** @throws ProblemException naming every violation, or when body and query differ about the data */
    static Recreation of(HttpRequest<?> request) {
        Recreation wanted = Payload.text(request).map(Payload::parse).map(Recreation::read).orElseGet(() -> new Recreation(null, null, null));
        return new Recreation(wanted.specification(), flag(request, "removeData", wanted.removeData()), flag(request, "keepData", wanted.keepData()));
    }

    private static @Nullable Boolean flag(HttpRequest<?> request, String name, @Nullable Boolean ofBody) {
        Boolean flag = Parameters.findFlag(request, name);
        if (flag != null && ofBody != null && !flag.equals(ofBody)) {
            throw Problem.malformed("The parameter %1$s is %2$s, but $.%1$s of the body is %3$s; give one of them.".formatted(name, flag, ofBody));
        }
        return flag == null ? ofBody : flag;
    }

    /** Neither of the members is one of a specification's. */
    private static boolean isSpecification(JsonNode document) {
        return document.isObject() && !document.isEmpty() && MEMBERS.stream().noneMatch(document::has);
    }

    private static Recreation read(JsonNode document) {
        if (isSpecification(document)) {
            return new Recreation(document, null, null);
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
        FLAGS.forEach(flag -> {
            if (document.has(flag) && !document.get(flag).isBoolean()) {
                violations.add(new Violation("$." + flag, document.get(flag) + " must be true or false"));
            }
        });
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations);
        }
        return new Recreation(document.get("specification"), flag(document, "removeData"), flag(document, "keepData"));
    }

    private static @Nullable Boolean flag(JsonNode document, String name) {
        return document.has(name) ? document.get(name).asBoolean() : null;
    }

    private static Violation misplaced(String member) {
        return SpellingSuggestion.to(member, MEMBERS).isPresent() ? Violation.ofUnknownMember(member, MEMBERS) : new Violation("$." + member,
                "stands beside specification, removeData or keepData; move it into specification, or send the specification alone with ?removeData= or ?keepData= in the path");
    }
}
