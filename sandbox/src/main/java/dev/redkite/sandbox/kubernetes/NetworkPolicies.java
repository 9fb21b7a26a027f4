package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which pods reach which, where network policies are enforced: a pod that no policy selects takes everything
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/). What policies say of addresses is not known here.
 *
 * @param objects everything of a type as it stands now
 */
public record NetworkPolicies(Function<String, List<JsonNode>> objects) {

    /** Somebody's pod, which need not stand. */
    public record Asker(String namespace, Map<String, String> labels) {}

    /**
     * @param pod  that is asked
     * @param port of the pod, by its number
     * @throws UnsupportedOperationException for a policy that speaks of addresses
     */
    public boolean lets(Asker asker, JsonNode pod, int port) {
        List<JsonNode> policies = objects.apply("networkpolicies.networking.k8s.io").stream()
                .filter(policy -> namespace(policy).equals(namespace(pod)) && ofIngress(policy.path("spec")) && selects(policy, pod))
                .toList();
        return policies.isEmpty() || policies.stream()
                .flatMap(policy -> policy.path("spec").path("ingress").valueStream())
                .anyMatch(rule -> about(rule.path("ports"), pod, port) && from(rule.path("from"), asker, namespace(pod)));
    }

    private static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asText();
    }

    private static boolean ofIngress(JsonNode spec) {
        return !spec.has("policyTypes") || spec.path("policyTypes").valueStream().anyMatch(type -> type.asText().equals("Ingress"));
    }

    private static boolean selects(JsonNode policy, JsonNode pod) {
        return Selectors.labels(policy.path("spec").path("podSelector")).test(labels(pod));
    }

    private static Map<String, String> labels(JsonNode object) {
        return Json.strings(object.path("metadata").path("labels"));
    }

    private static boolean about(JsonNode ports, JsonNode pod, int port) {
        return ports.isEmpty() || ports.valueStream().map(each -> each.path("port")).anyMatch(each ->
                each.isMissingNode() || (each.isInt() ? each.asInt() == port : named(pod, each.asText()).anyMatch(number -> number == port)));
    }

    private static Stream<Integer> named(JsonNode pod, String name) {
        return pod.path("spec").path("containers").valueStream().flatMap(container -> container.path("ports").valueStream())
                .filter(port -> port.path("name").asText().equals(name))
                .map(port -> port.path("containerPort").asInt());
    }

    private boolean from(JsonNode peers, Asker asker, String own) {
        return peers.isEmpty() || peers.valueStream().anyMatch(peer -> {
            if (peer.has("ipBlock")) {
                throw new UnsupportedOperationException("the sandbox's pods have no addresses that network policies could name");
            }
            boolean there = peer.has("namespaceSelector")
                    ? Selectors.labels(peer.path("namespaceSelector")).test(namespaceLabels(asker.namespace())) : asker.namespace().equals(own);
            return there && Selectors.labels(peer.path("podSelector")).test(asker.labels());
        });
    }

    private Map<String, String> namespaceLabels(String name) {
        return objects.apply("namespaces").stream()
                .filter(each -> each.path("metadata").path("name").asText().equals(name))
                .findFirst().map(NetworkPolicies::labels).orElse(Map.of("kubernetes.io/metadata.name", name));
    }
}
