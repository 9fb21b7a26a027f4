package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Specifications of pods, wherever they stand. */
final class PodRules {

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

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
            Violations.each(path + "." + kind, spec.path(kind), (at, container) -> {
                ContainerRules.check(at, container, volumes, violations);
                if (!names.add(container.path("name").asText()) && !container.path("name").asText().isEmpty()) {
                    violations.duplicate(at + ".name", container.path("name").asText());
                }
            });
        }
        Names.labels(path + ".nodeSelector", Json.strings(spec.path("nodeSelector")), violations);
        JsonNode affinity = spec.path("affinity");
        affinity(path + ".affinity.nodeAffinity", affinity.path("nodeAffinity"), violations);
        for (String kind : List.of("podAffinity", "podAntiAffinity")) {
            podAffinity(path + ".affinity." + kind, affinity.path(kind), violations);
        }
        Violations.each(path + ".topologySpreadConstraints", spec.path("topologySpreadConstraints"), (at, constraint) -> spread(at, constraint, violations));
        Violations.each(path + ".tolerations", spec.path("tolerations"), (at, toleration) -> toleration(at, toleration, violations));
        Violations.each(path + ".hostAliases", spec.path("hostAliases"), (at, alias) -> violations.requireAddress(at + ".ip", alias.path("ip").asText()));
        members(path, spec, violations);
    }

    private static void members(String path, JsonNode spec, Violations violations) {
        for (String name : List.of("priorityClassName", "serviceAccountName", "runtimeClassName")) {
            violations.requireFormIfGiven(path + "." + name, spec.path(name).asText(), Names.SUBDOMAIN);
        }
        for (String name : List.of("hostname", "subdomain")) {
            violations.requireFormIfGiven(path + "." + name, spec.path(name).asText(), Names.LABEL);
        }
        for (String id : List.of("fsGroup", "runAsUser", "runAsGroup")) {
            violations.requireBetween(spec.path("securityContext").path(id), path + ".securityContext." + id, 0);
        }
        violations.requireBetween(spec.path("activeDeadlineSeconds"), path + ".activeDeadlineSeconds", 1);
    }

    private static void affinity(String path, JsonNode affinity, Violations violations) {
        String terms = path + "." + REQUIRED + ".nodeSelectorTerms";
        JsonNode required = affinity.path(REQUIRED);
        if (!required.isMissingNode() && required.path("nodeSelectorTerms").isEmpty()) {
            violations.required(terms, "must have at least one node selector term");
        }
        Violations.each(terms, required.path("nodeSelectorTerms"), (at, term) -> Names.expressions(at, term, true, violations));
        Violations.each(path + "." + PREFERRED, affinity.path(PREFERRED), (at, preferred) -> {
            weight(at, preferred, violations);
            Names.expressions(at + ".preference", preferred.path("preference"), true, violations);
        });
    }

    private static void weight(String at, JsonNode weighted, Violations violations) {
        int weight = weighted.path("weight").asInt();
        if (weight < 1 || weight > 100) {
            violations.invalid(at + ".weight", weight, "must be in the range 1-100");
        }
    }

    private static void podAffinity(String path, JsonNode affinity, Violations violations) {
        Violations.each(path + "." + REQUIRED, affinity.path(REQUIRED), (at, term) -> topologyKey(at, term, violations));
        Violations.each(path + "." + PREFERRED, affinity.path(PREFERRED), (at, preferred) -> {
            weight(at, preferred, violations);
            topologyKey(at + ".podAffinityTerm", preferred.path("podAffinityTerm"), violations);
        });
    }

    private static void topologyKey(String path, JsonNode term, Violations violations) {
        Names.selector(path + ".labelSelector", term.path("labelSelector"), violations);
        String key = term.path("topologyKey").asText();
        if (key.isEmpty()) {
            violations.required(path + ".topologyKey", "can not be empty");
        }
        violations.requireForm(path + ".topologyKey", key, Names::qualified);
    }

    private static void spread(String at, JsonNode constraint, Violations violations) {
        if (constraint.path("maxSkew").asInt() < 1) {
            violations.invalid(at + ".maxSkew", constraint.path("maxSkew").asInt(), "must be greater than zero");
        }
        if (constraint.path("topologyKey").asText().isEmpty()) {
            violations.required(at + ".topologyKey", "can not be empty");
        }
    }

    private static void toleration(String path, JsonNode toleration, Violations violations) {
        String key = toleration.path("key").asText();
        String operator = toleration.path("operator").asText();
        String value = toleration.path("value").asText();
        if (!key.isEmpty()) {
            violations.requireForm(path + ".key", key, Names::qualified);
        } else if (!operator.equals("Exists")) {
            violations.invalid(path + ".operator", operator,
                    "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }
        if (toleration.has("tolerationSeconds") && !toleration.path("effect").asText().equals("NoExecute")) {
            violations.invalid(path + ".effect", toleration.path("effect").asText(),
                    "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }
        switch (operator) {
            case "Equal", "" -> violations.requireForm(path + ".operator", value, Names.LABEL_VALUE);
            case "Exists" -> {
                if (!value.isEmpty()) {
                    violations.invalid(path + ".operator", value, "value must be empty when `operator` is 'Exists'");
                }
            }
            default -> violations.unsupported(path + ".operator", operator, List.of("Equal", "Exists"));
        }
    }
}
