package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Services. */
final class ServiceRules {

    private ServiceRules() {}

    static void check(KubernetesObject object, String kubernetesVersion, Violations violations) {
        String type = object.text("spec", "type");
        JsonNode ports = object.at("spec", "ports");
        boolean headless = object.text("spec", "clusterIP").equals("None");
        if (ports.isEmpty() && !headless && !type.equals("ExternalName")) {
            violations.required("spec.ports");
        }
        if (headless && (type.equals("LoadBalancer") || type.equals("NodePort"))) {
            violations.invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for " + type + " services");
        }
        if (type.equals("ExternalName")) {
            violations.requireText(object.at("spec"), "spec", "externalName");
        }
        if (!headless && !object.text("spec", "clusterIP").isEmpty()) {
            violations.requireAddress("spec.clusterIPs[0]", object.text("spec", "clusterIP"));
        }
        Violations.each("spec.externalIPs", object.at("spec", "externalIPs"), (at, address) -> violations.requireAddress(at, address.asText()));
        platform(object.at("spec"), type, violations);
        Names.labels("spec.selector", Json.strings(object.at("spec", "selector")), violations);
        ports(ports, violations);
        SourceRanges.check(object, kubernetesVersion, violations);
    }

    /** What concerns only those who come from outside the cluster. */
    private static void platform(JsonNode spec, String type, Violations violations) {
        boolean balanced = type.equals("LoadBalancer");
        String balancer = spec.path("loadBalancerClass").asText();
        violations.requireFormIfGiven("spec.loadBalancerClass", balancer, Names::qualified);
        for (String member : List.of("loadBalancerClass", "allocateLoadBalancerNodePorts")) {
            if (spec.has(member) && !balanced) {
                violations.forbidden("spec." + member, "may only be used when `type` is 'LoadBalancer'");
            }
        }
        String traffic = spec.path("externalTrafficPolicy").asText();
        boolean reached = balanced || type.equals("NodePort") || !spec.path("externalIPs").isEmpty();
        if (!traffic.isEmpty() && !reached) {
            violations.invalid("spec.externalTrafficPolicy", traffic, "may only be set for externally-accessible services");
        }
        if (spec.path("healthCheckNodePort").asInt() != 0 && !(balanced && traffic.equals("Local"))) {
            violations.invalid("spec.healthCheckNodePort", spec.path("healthCheckNodePort"),
                    "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        }
    }

    private static void ports(JsonNode ports, Violations violations) {
        Set<String> names = new HashSet<>();
        Set<JsonNode> seen = new HashSet<>();
        Violations.each("spec.ports", ports, (at, port) -> {
            String name = port.path("name").asText();
            if (name.isEmpty() && ports.size() > 1) {
                violations.required(at + ".name");
            } else if (!name.isEmpty()) {
                violations.requireForm(at + ".name", name, Names.LABEL);
                if (!names.add(name)) {
                    violations.duplicate(at + ".name", name);
                }
            }
            violations.requirePort(port.path("port"), at + ".port");
            if (port.path("targetPort").isNumber()) {
                violations.requirePort(port.path("targetPort"), at + ".targetPort");
            } else {
                violations.requireForm(at + ".targetPort", port.path("targetPort").asText(), Names::port);
            }
            ObjectNode key = Json.object().put("port", port.path("port").asInt()).put("protocol", port.path("protocol").asText("TCP"));
            if (!seen.add(key)) {
                violations.duplicate(at, key);
            }
        });
    }
}
