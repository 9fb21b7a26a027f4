package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Roles and who has them. */
final class RoleRules {

    private RoleRules() {}

    static void role(KubernetesObject role, Violations violations) {
        for (int i = 0; i < role.at("rules").size(); i++) {
            String at = "rules[%d]".formatted(i);
            JsonNode rule = role.at("rules").get(i);
            if (rule.path("verbs").isEmpty()) {
                violations.required(at + ".verbs", "verbs must contain at least one value");
            }
            if (!rule.path("nonResourceURLs").isEmpty()) {
                continue;
            }
            if (rule.path("apiGroups").isEmpty()) {
                violations.required(at + ".apiGroups", "resource rules must supply at least one api group");
            }
            if (rule.path("resources").isEmpty()) {
                violations.required(at + ".resources", "resource rules must supply at least one resource");
            }
        }
    }

    static void binding(KubernetesObject binding, Violations violations) {
        List<String> roles = binding.type().namespaced() ? List.of("Role", "ClusterRole") : List.of("ClusterRole");
        if (!roles.contains(binding.text("roleRef", "kind"))) {
            violations.unsupported("roleRef.kind", binding.text("roleRef", "kind"), roles);
        }
        violations.requireText(binding.at("roleRef"), "roleRef", "name");
        for (int i = 0; i < binding.at("subjects").size(); i++) {
            JsonNode subject = binding.at("subjects").get(i);
            String kind = subject.path("kind").asText();
            if (!List.of("ServiceAccount", "User", "Group").contains(kind)) {
                violations.unsupported("subjects[%d].kind".formatted(i), kind, List.of("ServiceAccount", "User", "Group"));
            } else if (kind.equals("ServiceAccount")) {
                violations.requireText(subject, "subjects[%d]".formatted(i), "namespace");
            }
        }
    }
}
