package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Calls no webhook, but fails as the API server does when one that must be called has nobody behind it: the race of
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/4140, or somebody with another certificate than the
 * configuration vouches for. A webhook that is served admits all.
 */
final class AdmissionWebhooks {

    private static final List<String> CONFIGURATIONS = List.of(
            "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            "validatingwebhookconfigurations.admissionregistration.k8s.io");

    private AdmissionWebhooks() {}

    static void check(ClusterState state, ResourceType type, ObjectNode json, String operation) {
        if (type.group().equals("admissionregistration.k8s.io")) {
            return;
        }
        CONFIGURATIONS.stream()
                .flatMap(configurations -> state.store.list(configurations).stream())
                .flatMap(configuration -> configuration.stream("webhooks"))
                .filter(webhook -> !webhook.path("failurePolicy").asText("Fail").equals("Ignore"))
                .filter(webhook -> concerns(state, webhook, type, json, operation))
                .forEach(webhook -> requireServed(state, webhook));
    }

    private static boolean concerns(
            ClusterState state, JsonNode webhook, ResourceType type, ObjectNode json, String operation) {
        KubernetesObject object = new KubernetesObject(type, json);
        String namespace = type.is("namespaces") ? object.name() : object.namespace();
        Map<String, String> namespaceLabels = state.find("namespaces", "", namespace)
                .map(KubernetesObject::labels)
                .orElse(Map.of());
        Predicate<Map<String, String>> namespaces = Selectors.labels(webhook.path("namespaceSelector"));
        Predicate<Map<String, String>> objects = Selectors.labels(webhook.path("objectSelector"));
        return webhook.path("rules").valueStream().anyMatch(rule -> names(rule, "apiGroups", type.group())
                        && names(rule, "apiVersions", type.version())
                        && names(rule, "resources", type.plural())
                        && names(rule, "operations", operation))
                && (namespace.isEmpty() || namespaces.test(namespaceLabels))
                && objects.test(object.labels());
    }

    private static boolean names(JsonNode rule, String field, String value) {
        List<String> named = Json.texts(rule.path(field));
        return named.contains(value) || named.contains("*");
    }

    private static void requireServed(ClusterState state, JsonNode webhook) {
        JsonNode service = webhook.at("/clientConfig/service");
        if (service.isMissingNode()) {
            throw new IllegalStateException("webhooks by URL are not part of this fake: " + webhook);
        }
        String name = service.path("name").asText();
        String namespace = service.path("namespace").asText();
        String bundle = webhook.at("/clientConfig/caBundle").asText();
        Optional<String> problem = problem(state, namespace, name, bundle);
        problem.ifPresent(why -> {
            throw StatusException.internalError("failed calling webhook \"" + webhook.path("name").asText()
                    + "\": failed to call webhook: Post \"https://" + name + "." + namespace + ".svc:"
                    + service.path("port").asInt(443) + service.path("path").asText() + "?timeout="
                    + webhook.path("timeoutSeconds").asInt(10) + "s\": " + why);
        });
    }

    private static Optional<String> problem(ClusterState state, String namespace, String name, String bundle) {
        Optional<KubernetesObject> service = state.find("services", namespace, name);
        if (service.isEmpty()) {
            return Optional.of("service \"" + name + "\" not found");
        }
        if (!served(state, namespace, name)) {
            return Optional.of("no endpoints available for service \"" + name + "\"");
        }
        boolean unknown = !bundle.isEmpty()
                && state.certificates.unknown(EndpointsController.pods(state, service.get()), bundle, state.now());
        return unknown
                ? Optional.of("tls: failed to verify certificate: x509: certificate signed by unknown authority")
                : Optional.empty();
    }

    private static boolean served(ClusterState state, String namespace, String service) {
        return state.find("endpoints", namespace, service)
                .map(endpoints -> endpoints.stream("subsets")
                        .anyMatch(subset -> !subset.path("addresses").isEmpty()))
                .orElse(false);
    }
}
