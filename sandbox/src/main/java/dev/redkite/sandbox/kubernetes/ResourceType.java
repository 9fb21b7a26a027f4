package dev.redkite.sandbox.kubernetes;

import java.util.List;
import java.util.Set;

/**
 * One served resource.
 *
 * @param custom whether a definition in the cluster made it
 */
record ResourceType(
        String group,
        String version,
        String plural,
        String singular,
        String kind,
        boolean namespaced,
        boolean custom,
        List<String> shortNames,
        Set<String> subresources) {

    private static final Set<String> GENERATIONS = Set.of("pods", "replicationcontrollers", "deployments", "statefulsets", "daemonsets",
            "replicasets", "jobs", "cronjobs", "ingresses", "networkpolicies", "ingressclasses", "poddisruptionbudgets",
            "customresourcedefinitions", "mutatingwebhookconfigurations", "validatingwebhookconfigurations", "endpointslices",
            "priorityclasses");

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As error texts name it: {@code deployments.apps}, {@code secrets}. */
    String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    boolean is(String plural) {
        return qualifiedPlural().equals(plural);
    }

    /** Whether its objects count the changes of what is wanted. */
    boolean hasGeneration() {
        return custom || GENERATIONS.contains(plural);
    }
}
