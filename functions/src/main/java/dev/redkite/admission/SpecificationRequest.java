package dev.redkite.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Preview;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.Violation;
import dev.redkite.stage.StageRequest;
import dev.redkite.text.Excerpt;
import dev.redkite.text.SpellingSuggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The form of a request that says, or leaves to the registry, what is to be made. */
final class SpecificationRequest {

    private static final Set<String> BESIDE_A_SPECIFICATION =
            Set.of("specification", "environment", "requester", "scheduled", StageRequest.PARENT);

    /** What people may give of it. */
    private static final List<String> OFFERED = List.of("specification", "environment", "requester");

    private static final String EXAMPLE = "{\"specification\":{\"name\":\"demo\"}}";
    private static final int LONGEST_QUOTED = 60;

    private SpecificationRequest() {}

    /** Which of two environments is meant decides what everything else is judged against. */
    static void refuseMisnamed(AdmissionSpec spec) {
        JsonNode environment = spec.input().path("environment");
        JsonNode name = spec.input().at("/specification/name");
        if (environment.isValueNode() && name.isTextual() && !environment.equals(name)) {
            throw Admission.invalid(List.of(new Violation("$.environment",
                    "is %s, but the specification's name is %s; leave environment out, or write the same in both".formatted(environment, name))));
        }
    }

    /** Before anything else is judged, which would be judged as if nothing of that name stood. */
    static void refuseRenamed(String environment, JsonNode specification, String why) {
        JsonNode name = specification.path("name");
        if (name.isTextual() && !name.textValue().equals(environment)) {
            throw Admission.invalid(List.of(new Violation("$.specification.name", "is %s, but %s %s; leave the name as it is"
                    .formatted(Excerpt.of(name.textValue(), LONGEST_QUOTED), environment, why))));
        }
    }

    /** What stands beside the specification would be passed over in silence; it is refused together with what is wrong within. */
    static Preview planned(AdmissionSpec spec, Supplier<Preview> planning) {
        List<Violation> violations = new ArrayList<>(unknown(spec));
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

    private static List<Violation> unknown(AdmissionSpec spec) {
        return spec.input().properties().stream()
                .map(Map.Entry::getKey)
                .filter(member -> !BESIDE_A_SPECIFICATION.contains(member))
                .map(SpecificationRequest::misplaced)
                .toList();
    }

    private static Violation misplaced(String member) {
        return SpellingSuggestion.to(member, OFFERED).isPresent() ? Violation.ofUnknownMember(member, OFFERED) : new Violation("$." + member,
                "is not a member of this request; move it into specification, or remove it");
    }

    /** Whoever leaves the specification to the registry names an environment that is there. */
    static InvalidRequest unwrapped(AdmissionSpec spec) {
        if (!spec.input().isObject()) {
            return Admission.invalid(List.of(new Violation("$", "%s is no request, which is a JSON object such as %s".formatted(
                    Excerpt.of(spec.input().toString(), LONGEST_QUOTED), EXAMPLE))));
        }
        boolean bare = spec.input().has("name");
        List<Violation> violations = new ArrayList<>(bare ? List.of() : unknown(spec));
        violations.add(new Violation("$.specification", "is required: what you want stands in this member, as in %s.%s".formatted(EXAMPLE,
                bare ? " What stands beside it now looks like one: move it there." : "")));
        return Admission.invalid(violations);
    }
}
