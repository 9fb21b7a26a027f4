package dev.redkite.identity;

import dev.redkite.environment.Ownership;
import java.util.List;
import java.util.Map;

/**
 * One IAM role.
 *
 * @param trust           the trust policy's document, JSON
 * @param managedPolicies ARNs; others that people attach are left alone
 * @param inlinePolicies  documents by name; others are left alone
 */
public record RoleSpec(
        String name,
        String description,
        String trust,
        List<String> managedPolicies,
        Map<String, String> inlinePolicies,
        Ownership ownership) {

    public RoleSpec {
        managedPolicies = List.copyOf(managedPolicies);
        inlinePolicies = Map.copyOf(inlinePolicies);
    }

    RoleIdentity identity() {
        return new RoleIdentity(name, ownership);
    }
}
