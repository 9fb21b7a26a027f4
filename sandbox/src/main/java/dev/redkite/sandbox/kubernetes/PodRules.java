package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Specifications of pods, wherever they stand. */
final class PodRules {

    private PodRules() {}

    static void check(String path, JsonNode spec, Violations violations) {
        check(path, spec, Set.of(), violations);
    }

    /** @param claimed volumes that a StatefulSet adds, in place of any of the same name */
    static void check(String path, JsonNode spec, Set<String> claimed, Violations violations) {
        Set<String> volumes = VolumeRules.check(path + ".volumes", spec.path("volumes"), violations);
        volumes.addAll(claimed);
        if (spec.path("containers").isEmpty()) {
            violations.required(path + ".containers");
        }
        Set<String> names = new HashSet<>();
        for (String kind : List.of("containers", "initContainers")) {
            for (int i = 0; i < spec.path(kind).size(); i++) {
                String at = "%s.%s[%d]".formatted(path, kind, i);
                JsonNode container = spec.path(kind).get(i);
                ContainerRules.check(at, container, volumes, violations);
                if (!names.add(container.path("name").asText()) && !container.path("name").asText().isEmpty()) {
                    violations.duplicate(at + ".name", container.path("name").asText());
                }
            }
        }
        Names.labels(path + ".nodeSelector", Json.strings(spec.path("nodeSelector")), violations);
        JsonNode affinity = spec.path("affinity");
        affinity(path + ".affinity.nodeAffinity", affinity.path("nodeAffinity"), violations);
        for (String kind : List.of("podAffinity", "podAntiAffinity")) {
            podAffinity(path + ".affinity." + kind, affinity.path(kind), violations);
        }
        spread(path + ".topologySpreadConstraints", spec.path("topologySpreadConstraints"), violations);
        for (int i = 0; i < spec.path("tolerations").size(); i++) {
            toleration("%s.tolerations[%d]".formatted(path, i), spec.path("tolerations").get(i), violations);
        }
        for (int i = 0; i < spec.path("hostAliases").size(); i++) {
            Addresses.check(spec.path("hostAliases").get(i).path("ip").asText(), "%s.hostAliases[%d].ip".formatted(path, i), violations);
        }
        members(path, spec, violations);
    }

    private static void members(String path, JsonNode spec, Violations violations) {
        for (String name : List.of("priorityClassName", "serviceAccountName", "runtimeClassName")) {
            String value = spec.path(name).asText();
            if (!value.isEmpty()) {
                Names.subdomain(value).forEach(wrong -> violations.invalid(path + "." + name, value, wrong));
            }
        }
        for (String name : List.of("hostname", "subdomain")) {
            String value = spec.path(name).asText();
            if (!value.isEmpty()) {
                Names.label(value).forEach(wrong -> violations.invalid(path + "." + name, value, wrong));
            }
        }
        for (String id : List.of("fsGroup", "runAsUser", "runAsGroup")) {
            violations.requireBetween(spec.path("securityContext").path(id), path + ".securityContext." + id, 0);
        }
        violations.requireBetween(spec.path("activeDeadlineSeconds"), path + ".activeDeadlineSeconds", 1);
    }

    private static void affinity(String path, JsonNode affinity, Violations violations) {
        JsonNode required = affinity.path("requiredDuringSchedulingIgnoredDuringExecution");
        if (!required.isMissingNode() && required.path("nodeSelectorTerms").isEmpty()) {
            violations.required(path + ".requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms",
                    "must have at least one node selector term");
        }
        for (int i = 0; i < required.path("nodeSelectorTerms").size(); i++) {
            Names.expressions("%s.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[%d]".formatted(path, i),
                    required.path("nodeSelectorTerms").get(i), true, violations);
        }
        JsonNode preferred = affinity.path("preferredDuringSchedulingIgnoredDuringExecution");
        for (int i = 0; i < preferred.size(); i++) {
            String at = "%s.preferredDuringSchedulingIgnoredDuringExecution[%d]".formatted(path, i);
            weight(at, preferred.get(i), violations);
            Names.expressions(at + ".preference", preferred.get(i).path("preference"), true, violations);
        }
    }

    private static void weight(String at, JsonNode weighted, Violations violations) {
        int weight = weighted.path("weight").asInt();
        if (weight < 1 || weight > 100) {
            violations.invalid(at + ".weight", Json.MAPPER.getNodeFactory().numberNode(weight), "must be in the range 1-100");
        }
    }

    private static void podAffinity(String path, JsonNode affinity, Violations violations) {
        JsonNode required = affinity.path("requiredDuringSchedulingIgnoredDuringExecution");
        for (int i = 0; i < required.size(); i++) {
            topologyKey("%s.requiredDuringSchedulingIgnoredDuringExecution[%d]".formatted(path, i), required.get(i), violations);
        }
        JsonNode preferred = affinity.path("preferredDuringSchedulingIgnoredDuringExecution");
        for (int i = 0; i < preferred.size(); i++) {
            String at = "%s.preferredDuringSchedulingIgnoredDuringExecution[%d]".formatted(path, i);
            weight(at, preferred.get(i), violations);
            topologyKey(at + ".podAffinityTerm", preferred.get(i).path("podAffinityTerm"), violations);
        }
    }

    private static void topologyKey(String path, JsonNode term, Violations violations) {
        Names.selector(path + ".labelSelector", term.path("labelSelector"), violations);
        String key = term.path("topologyKey").asText();
        if (key.isEmpty()) {
            violations.required(path + ".topologyKey", "can not be empty");
        }
        Names.qualified(key).forEach(wrong -> violations.invalid(path + ".topologyKey", key, wrong));
    }

    private static void spread(String path, JsonNode constraints, Violations violations) {
        for (int i = 0; i < constraints.size(); i++) {
            String at = "%s[%d]".formatted(path, i);
            JsonNode constraint = constraints.get(i);
            if (constraint.path("maxSkew").asInt() < 1) {
                violations.invalid(at + ".maxSkew", Json.MAPPER.getNodeFactory().numberNode(constraint.path("maxSkew").asInt()),
                        "must be greater than zero");
            }
            if (constraint.path("topologyKey").asText().isEmpty()) {
                violations.required(at + ".topologyKey", "can not be empty");
            }
        }
    }

    private static void toleration(String path, JsonNode toleration, Violations violations) {
        String key = toleration.path("key").asText();
        String operator = toleration.path("operator").asText();
        String value = toleration.path("value").asText();
        if (!key.isEmpty()) {
            Names.qualified(key).forEach(wrong -> violations.invalid(path + ".key", key, wrong));
        } else if (!operator.equals("Exists")) {
            violations.invalid(path + ".operator", operator,
                    "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }
        if (toleration.has("tolerationSeconds") && !toleration.path("effect").asText().equals("NoExecute")) {
            violations.invalid(path + ".effect", toleration.path("effect").asText(),
                    "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }
        switch (operator) {
            case "Equal", "" -> Names.labelValue(value).forEach(wrong -> violations.invalid(path + ".operator", value, wrong));
            case "Exists" -> {
                if (!value.isEmpty()) {
                    violations.invalid(path + ".operator", value, "value must be empty when `operator` is 'Exists'");
                }
            }
            default -> violations.unsupported(path + ".operator", operator, List.of("Equal", "Exists"));
        }
    }
}
