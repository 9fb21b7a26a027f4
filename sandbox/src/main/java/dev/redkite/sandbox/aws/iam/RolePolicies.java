package dev.redkite.sandbox.aws.iam;

import dev.redkite.sandbox.policy.IdentityPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What decides about a role's sessions besides the resources' own policies.
 *
 * @param own      what the role's policies say that count by now
 * @param boundary what bounds it; empty when nothing does
 * @param above    what the organization denies
 */
public record RolePolicies(IdentityPolicy own, Optional<IdentityPolicy> boundary, IdentityPolicy above) {

    /** Whether a statement about that goes by the tags of what stands. */
    public boolean asksForTagOfResource(String action, String resource) {
        return own.asksForTagOfResource(action, resource) || boundary.filter(each -> each.asksForTagOfResource(action, resource)).isPresent();
    }

    /**
     * Why it is refused, in IAM's words; empty when it is granted.
     *
     * @param context what conditions may ask, by key
     * @param stands  whether there is something of that name: of what is not there the services say so, and ask for no tag
     */
    public Optional<String> refusal(String action, String resource, Map<String, Set<String>> context, boolean stands) {
        if (above.denies(action, resource, context)) {
            return Optional.of("with an explicit deny in a service control policy");
        }
        IdentityPolicy asked = stands ? own : own.withoutTagsOfResources();
        if (asked.denies(action, resource, context)) {
            return Optional.of("with an explicit deny in an identity-based policy");
        }
        if (!asked.allows(action, resource, context)) {
            return Optional.of("because no identity-based policy allows the %s action".formatted(action));
        }
        boolean bounded = boundary.filter(each -> !(stands ? each : each.withoutTagsOfResources()).allows(action, resource, context)).isPresent();
        return bounded ? Optional.of("because no permissions boundary allows the %s action".formatted(action)) : Optional.empty();
    }
}
