package dev.redkite.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.stage.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.OrganizationsDecisionDetail;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/**
 * What IAM would decide of a role's own policies and those of the organization above it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html). An explicit Deny wins, what
 * nobody allows is denied, and what the organization does not allow no policy of the account can.
 */
final class PolicySimulation {

    private static final int PAGE = 100;

    private final Roles roles;
    private final List<JsonNode> organization = new ArrayList<>();

    PolicySimulation(Roles roles) {
        this.roles = roles;
    }

    /** Statements of a service control policy that is attached beside FullAWSAccess: those with Deny count. */
    void organizationSays(String document) {
        Json.parse(document).path("Statement").forEach(organization::add);
    }

    SimulatePrincipalPolicyResponse simulate(SimulatePrincipalPolicyRequest request) {
        Roles.Row role = role(request.policySourceArn());
        refuseWhatIsNotKnown(request);
        String resource = request.resourceArns().isEmpty() ? "*" : request.resourceArns().getFirst();
        Map<String, List<String>> context = context(request.contextEntries());
        List<EvaluationResult> all = request.actionNames().stream().map(action -> evaluated(role, action, resource, context)).toList();
        int first = request.marker() == null ? 0 : Integer.parseInt(request.marker());
        int next = Math.min(all.size(), first + (request.maxItems() == null ? PAGE : request.maxItems()));
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(all.subList(first, next))
                .isTruncated(next < all.size())
                .marker(next < all.size() ? Integer.toString(next) : null)
                .build();
    }

    /** A session is no entity: who assumed which role is STS' to know. */
    private Roles.Row role(String arn) {
        if (!arn.matches("arn:[\\w-]+:iam::\\d{12}:(role|user|group)/.+")) {
            throw Roles.error(400, "InvalidInput", "Invalid Entity Arn: %s does not clearly define entity type and name.".formatted(arn));
        }
        return roles.require(arn.substring(arn.lastIndexOf('/') + 1));
    }

    private static void refuseWhatIsNotKnown(SimulatePrincipalPolicyRequest request) {
        if (request.resourceArns().size() > 1 || request.hasPolicyInputList() || request.resourcePolicy() != null) {
            throw new UnsupportedOperationException("the sandbox simulates a role's own policies on one resource at a time");
        }
        request.actionNames().stream().filter(action -> !action.matches("[a-z0-9-]+:[A-Za-z0-9]+")).findFirst().ifPresent(action -> {
            throw Roles.error(400, "InvalidInput", "Invalid Action: %s is not a valid action name.".formatted(action));
        });
    }

    private static Map<String, List<String>> context(List<ContextEntry> entries) {
        Map<String, List<String>> context = new HashMap<>();
        entries.forEach(entry -> context.put(entry.contextKeyName().toLowerCase(Locale.ROOT), entry.contextKeyValues()));
        return context;
    }

    private EvaluationResult evaluated(Roles.Row role, String action, String resource, Map<String, List<String>> context) {
        List<JsonNode> own = new ArrayList<>();
        role.inline.values().forEach(document -> statements(Json.parse(document)).forEach(own::add));
        boolean organizationAllows = organization.stream().noneMatch(each -> says("Deny", each, action, resource, context));
        boolean denied = own.stream().anyMatch(each -> says("Deny", each, action, resource, context));
        boolean allowed = own.stream().anyMatch(each -> says("Allow", each, action, resource, context));
        return EvaluationResult.builder()
                .evalActionName(action)
                .evalResourceName(resource)
                .evalDecision(denied || !organizationAllows ? PolicyEvaluationDecisionType.EXPLICIT_DENY
                        : allowed ? PolicyEvaluationDecisionType.ALLOWED : PolicyEvaluationDecisionType.IMPLICIT_DENY)
                .organizationsDecisionDetail(OrganizationsDecisionDetail.builder().allowedByOrganizations(organizationAllows).build())
                .build();
    }

    private static boolean says(String effect, JsonNode statement, String action, String resource, Map<String, List<String>> context) {
        return statement.path("Effect").asText().equals(effect)
                && texts(statement.path("Action")).stream().anyMatch(each -> matches(each.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT)))
                && texts(statement.path("Resource")).stream().anyMatch(each -> matches(each, resource))
                && holds(statement.path("Condition"), context);
    }

    private static boolean holds(JsonNode conditions, Map<String, List<String>> context) {
        return conditions.properties().stream().allMatch(operator -> operator.getValue().properties().stream().allMatch(key ->
                holds(operator.getKey(), texts(key.getValue()), context.getOrDefault(key.getKey().toLowerCase(Locale.ROOT), List.of()))));
    }

    /** A key that the context lacks fails, but for operators that ask for it only if it is there. */
    private static boolean holds(String operator, List<String> wanted, List<String> given) {
        return switch (operator) {
            case "StringEquals", "ArnEquals", "Bool" -> given.stream().anyMatch(wanted::contains);
            case "StringLike", "ArnLike" -> given.stream().anyMatch(value -> wanted.stream().anyMatch(each -> matches(each, value)));
            case "StringNotEquals" -> given.stream().noneMatch(wanted::contains);
            case "StringEqualsIfExists" -> given.isEmpty() || given.stream().anyMatch(wanted::contains);
            default -> throw new UnsupportedOperationException("the sandbox does not know the condition operator " + operator);
        };
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), text);
    }

    private static Iterable<JsonNode> statements(JsonNode document) {
        return document.path("Statement").isArray() ? document.path("Statement") : List.of(document.path("Statement"));
    }

    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        (value.isArray() ? value : List.of(value)).forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
