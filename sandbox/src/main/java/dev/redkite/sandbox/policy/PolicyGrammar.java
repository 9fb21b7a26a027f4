package dev.redkite.sandbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What every service asks of a resource's policy (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
 *
 * @param partition the only one that ARNs may name
 * @param action    which actions the service takes; patterns too
 * @param resource  which resources
 */
public record PolicyGrammar(String partition, Predicate<String> action, Predicate<String> resource) {

    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> ELEMENTS = Set.of("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction",
            "Resource", "NotResource", "Condition");
    private static final String OPERATOR = "((ForAllValues|ForAnyValue):)?(String(Not)?(Equals(IgnoreCase)?|Like)"
            + "|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals"
            + "|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?|Null";

    /** What is wrong with a document first; empty when nothing is. */
    public Optional<String> findFault(String document) {
        JsonNode policy;
        try {
            policy = Json.parse(document);
        } catch (IllegalArgumentException _) {
            return Optional.of("Policies must be valid JSON and the first byte must be '{'");
        }
        if (!policy.isObject()) {
            return Optional.of("Policies must be valid JSON and the first byte must be '{'");
        }
        return Stream.concat(head(policy), ResourcePolicy.each(policy.path("Statement")).flatMap(this::statement)).findFirst();
    }

    private static Stream<String> head(JsonNode policy) {
        return Stream.of(
                        unless(MEMBERS.containsAll(names(policy)), "Unknown field " + names(policy)),
                        unless(policy.path("Version").asText("2008-10-17").matches("2012-10-17|2008-10-17"),
                                "The policy must contain a valid version string"),
                        unless(policy.path("Statement").size() > 0, "Missing required field Statement"))
                .flatMap(Optional::stream);
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(entry -> entry.getKey()).toList();
    }

    private static Optional<String> unless(boolean holds, String fault) {
        return holds ? Optional.empty() : Optional.of(fault);
    }

    private Stream<String> statement(JsonNode statement) {
        return Stream.of(
                        unless(ELEMENTS.containsAll(names(statement)), "Unknown field " + names(statement)),
                        unless(statement.has("Effect"), "Missing required field Effect"),
                        unless(statement.path("Effect").asText().matches("Allow|Deny"), "Invalid effect: " + statement.path("Effect").asText()),
                        unless(statement.has("Principal") != statement.has("NotPrincipal"), "Missing required field Principal"),
                        unless(statement.has("Action") != statement.has("NotAction"), "Missing required field Action"),
                        unless(statement.has("Resource") != statement.has("NotResource"), "Missing required field Resource"),
                        unless(principals(statement.path("Principal")), "Invalid principal in policy"),
                        unless(ResourcePolicy.texts(statement.path("Action")).stream().allMatch(action), "Policy has invalid action"),
                        unless(ResourcePolicy.texts(statement.path("Resource")).stream().allMatch(resource), "Policy has invalid resource"),
                        unless(names(statement.path("Condition")).stream().allMatch(each -> each.matches(OPERATOR)), "Invalid Condition type"))
                .flatMap(Optional::stream);
    }

    private boolean principals(JsonNode principal) {
        if (principal.isMissingNode() || principal.isTextual()) {
            return principal.asText("*").equals("*") || principal.isMissingNode();
        }
        return principal.size() > 0 && principal.properties().stream().allMatch(kind ->
                kind.getKey().matches("AWS|Service|Federated|CanonicalUser")
                        && ResourcePolicy.texts(kind.getValue()).stream().allMatch(this::isPrincipal));
    }

    private boolean isPrincipal(String name) {
        return !name.isEmpty() && (!name.startsWith("arn:") || name.startsWith("arn:" + partition + ":"));
    }
}
