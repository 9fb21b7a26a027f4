package dev.redkite.sandbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One statement of a policy.
 *
 * @param principal nobody in a role's own policy, which is about the role
 * @param actions   patterns, compared without regard to case
 * @param resources patterns of ARNs; none in a trust policy, which is about its role alone
 */
public record Statement(boolean denies, Principal principal, List<String> actions, List<String> resources, List<Condition> conditions) {

    private static final Set<String> EVALUATED = Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");

    static Statement of(JsonNode statement) {
        statement.fieldNames().forEachRemaining(name -> {
            if (!EVALUATED.contains(name)) {
                throw new UnsupportedOperationException("the sandbox does not evaluate %s in a resource's policy".formatted(name));
            }
        });
        return new Statement(
                statement.path("Effect").asText().equals("Deny"),
                Principal.of(statement.path("Principal")),
                ResourcePolicy.texts(statement.path("Action")),
                ResourcePolicy.texts(statement.path("Resource")),
                conditions(statement.path("Condition")));
    }

    public static List<Condition> conditions(JsonNode condition) {
        List<Condition> conditions = new ArrayList<>();
        condition.properties().forEach(operator -> operator.getValue().properties().forEach(key ->
                conditions.add(new Condition(operator.getKey(), key.getKey(), ResourcePolicy.texts(key.getValue())))));
        return List.copyOf(conditions);
    }

    boolean concerns(Caller caller, String action, String resource) {
        return principal.includes(caller) && isAbout(action, resource, caller.context());
    }

    /** Whatever the conditions. */
    boolean names(String action, String resource) {
        return actions.stream().anyMatch(each -> Wildcard.matches(lower(each), lower(action)))
                && (resources.isEmpty() || resources.stream().anyMatch(each -> Wildcard.matches(each, resource)));
    }

    Statement withoutTagsOfResources() {
        return new Statement(denies, principal, actions, resources, conditions.stream().filter(each -> !each.asksForTagOfResource()).toList());
    }

    /** @param context what conditions may ask, by key */
    boolean isAbout(String action, String resource, Map<String, Set<String>> context) {
        return names(action, resource)
                && conditions.stream().allMatch(each -> each.holds(context.getOrDefault(each.key(), Set.of())));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
