package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Endpoints and their slices: the ready pods behind each Service. */
final class EndpointsController implements ControlLoop.Controller {

    @Override
    public Set<String> reads() {
        return Set.of("services", "pods", "endpoints", "endpointslices.discovery.k8s.io");
    }

    @Override
    public void reconcile(ClusterState state) {
        for (KubernetesObject service : state.store.list("services")) {
            if (!service.at("spec", "selector").isEmpty() && !service.deleting()) {
                endpoints(state, service);
                slice(state, service);
            }
        }
        for (KubernetesObject endpoints : state.store.list("endpoints")) {
            if (!state.exists("services", endpoints.namespace(), endpoints.name())) {
                state.store.remove(endpoints);
            }
        }
    }

    /** The pods that the Service selects and that have an address. */
    static List<KubernetesObject> pods(ClusterState state, KubernetesObject service) {
        Predicate<Map<String, String>> selected = Selectors.equalTo(Json.strings(service.at("spec", "selector")));
        return state.store.list("pods", service.namespace()).stream()
                .filter(pod -> selected.test(pod.labels()))
                .filter(pod -> !pod.text("status", "podIP").isEmpty() && !Pods.finished(pod))
                .toList();
    }

    /** The number behind a Service's port in that pod; a name is looked up in the pod. */
    static int targetPort(JsonNode port, KubernetesObject pod) {
        JsonNode target = port.path("targetPort");
        if (target.isInt()) {
            return target.asInt();
        }
        return pod.stream("spec", "containers")
                .flatMap(container -> container.path("ports").valueStream())
                .filter(named -> named.path("name").asText().equals(target.asText()))
                .map(named -> named.path("containerPort").asInt())
                .findFirst()
                .orElse(port.path("port").asInt());
    }

    private static void endpoints(ClusterState state, KubernetesObject service) {
        List<KubernetesObject> pods = pods(state, service);
        KubernetesObject endpoints = state.find("endpoints", service.namespace(), service.name())
                .orElseGet(() -> state.create("endpoints", named(service, service.name())));
        state.store.change(endpoints, json -> {
            json.remove("subsets");
            if (!pods.isEmpty()) {
                ObjectNode subset = json.putArray("subsets").addObject();
                pods.forEach(pod -> address(Json.arrayAt(subset, ready(service, pod) ? "addresses" : "notReadyAddresses"), pod));
                ports(subset, service, pods.getFirst());
            }
        });
    }

    /**
     * Without pods both lists are {@code null}, for the type says no {@code omitempty} of them
     * (https://github.com/kubernetes/api/blob/v0.36.0/discovery/v1/types.go).
     */
    private static void slice(ClusterState state, KubernetesObject service) {
        String name = service.name() + "-slice";
        Optional<KubernetesObject> existing = state.find("endpointslices.discovery.k8s.io", service.namespace(), name);
        KubernetesObject slice = existing.orElseGet(() -> {
            ObjectNode json = named(service, name).put("addressType", "IPv4");
            Pods.own(Json.objectAt(json, "metadata"), service);
            Json.objectAt(json, "metadata", "labels").put("kubernetes.io/service-name", service.name());
            return state.create("endpointslices.discovery.k8s.io", json);
        });
        List<KubernetesObject> pods = pods(state, service);
        state.store.change(slice, json -> {
            if (pods.isEmpty()) {
                json.putNull("endpoints").putNull("ports");
                return;
            }
            ArrayNode endpoints = json.putArray("endpoints");
            pods.forEach(pod -> {
                ObjectNode endpoint = endpoints.addObject().put("nodeName", pod.text("spec", "nodeName"));
                endpoint.putArray("addresses").add(pod.text("status", "podIP"));
                endpoint.putObject("conditions").put("ready", ready(service, pod));
                reference(endpoint, pod);
            });
            json.remove("ports");
            ports(json, service, pods.getFirst());
        });
    }

    private static boolean ready(KubernetesObject service, KubernetesObject pod) {
        return Pods.ready(pod) || service.at("spec", "publishNotReadyAddresses").asBoolean();
    }

    private static ObjectNode named(KubernetesObject service, String name) {
        ObjectNode json = Json.object();
        json.putObject("metadata").put("name", name).put("namespace", service.namespace());
        return json;
    }

    private static void address(ArrayNode addresses, KubernetesObject pod) {
        ObjectNode address = addresses.addObject()
                .put("ip", pod.text("status", "podIP"))
                .put("nodeName", pod.text("spec", "nodeName"));
        reference(address, pod);
    }

    private static void reference(ObjectNode node, KubernetesObject pod) {
        node.putObject("targetRef").put("kind", "Pod").put("name", pod.name())
                .put("namespace", pod.namespace()).put("uid", pod.uid());
    }

    private static void ports(ObjectNode json, KubernetesObject service, KubernetesObject pod) {
        ArrayNode ports = Json.arrayAt(json, "ports");
        service.stream("spec", "ports").forEach(port -> {
            ObjectNode entry = ports.addObject();
            if (port.hasNonNull("name")) {
                entry.put("name", port.path("name").asText());
            }
            entry.put("port", targetPort(port, pod)).put("protocol", port.path("protocol").asText("TCP"));
        });
    }
}
