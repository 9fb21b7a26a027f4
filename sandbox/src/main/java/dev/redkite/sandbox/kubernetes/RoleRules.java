package dev.redkite.sandbox.kubernetes;

import java.util.List;

/** Roles and who has them. */
final class RoleRules {

    private static final List<String> SUBJECTS = List.of("ServiceAccount", "User", "Group");

    private RoleRules() {}

    static void role(KubernetesObject role, Violations violations) {
        Violations.each("rules", role.at("rules"), (at, rule) -> {
            if (rule.path("verbs").isEmpty()) {
                violations.required(at + ".verbs", "verbs must contain at least one value");
            }
            if (!rule.path("nonResourceURLs").isEmpty()) {
                return;
            }
            if (rule.path("apiGroups").isEmpty()) {
                violations.required(at + ".apiGroups", "resource rules must supply at least one api group");
            }
            if (rule.path("resources").isEmpty()) {
                violations.required(at + ".resources", "resource rules must supply at least one resource");
            }
        });
    }

    static void binding(KubernetesObject binding, Violations violations) {
        List<String> roles = binding.type().namespaced() ? List.of("Role", "ClusterRole") : List.of("ClusterRole");
        violations.requireOneOf("roleRef.kind", binding.text("roleRef", "kind"), roles);
        violations.requireText(binding.at("roleRef"), "roleRef", "name");
        Violations.each("subjects", binding.at("subjects"), (at, subject) -> {
            violations.requireOneOf(at + ".kind", subject.path("kind").asText(), SUBJECTS);
            if (subject.path("kind").asText().equals("ServiceAccount")) {
                violations.requireText(subject, at, "namespace");
            }
        });
    }
}
