package dev.redkite.sandbox.permission;

import dev.redkite.sandbox.policy.Condition;
import dev.redkite.sandbox.policy.Wildcard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One action on one pattern of resources that a statement of a role allows, if the conditions hold. */
public record Grant(int statement, String action, String resource, List<Condition> conditions) {

    public boolean asksForTagOfResource() {
        return conditions.stream().anyMatch(Condition::asksForTagOfResource);
    }

    /** Whether it is about that action on that resource, whatever the conditions. */
    public boolean allows(String asked, String on) {
        return action.equals(asked) && Wildcard.matches(resource, on);
    }

    /** The first condition that does not hold; the tags of a resource that is not there are not asked for. */
    Optional<Condition> failing(Access access, Optional<Map<String, String>> tags) {
        return conditions.stream().filter(condition -> !holds(condition, access, tags)).findFirst();
    }

    private static boolean holds(Condition condition, Access access, Optional<Map<String, String>> tags) {
        if (!condition.asksForTagOfResource()) {
            return condition.holds(access.context().getOrDefault(condition.key(), Set.of()));
        }
        String tag = condition.key().substring(Condition.RESOURCE_TAG.length());
        return tags.isEmpty() || tags.get().containsKey(tag) && condition.holds(Set.of(tags.get().get(tag)));
    }

    @Override
    public String toString() {
        return "%s on %s%s".formatted(action, resource, conditions.isEmpty() ? "" : " if " + conditions);
    }
}
