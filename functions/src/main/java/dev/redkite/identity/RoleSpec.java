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

    /** Enough to find it and take it away. */
    public static RoleSpec toRetire(String name, Ownership ownership) {
        return new RoleSpec(name, "", "{}", List.of(), Map.of(), ownership);
    }
}
