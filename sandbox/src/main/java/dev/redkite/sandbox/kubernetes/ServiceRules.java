package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
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
        if (type.equals("ExternalName") && object.text("spec", "externalName").isEmpty()) {
            violations.invalid("spec.externalName", "", "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters");
        }
        Names.labels("spec.selector", Json.strings(object.at("spec", "selector")), violations);
        ports(ports, violations);
        if (object.at("spec").has("loadBalancerClass") && !type.equals("LoadBalancer")) {
            violations.forbidden("spec.loadBalancerClass", "may only be used when `type` is 'LoadBalancer'");
        }
        SourceRanges.check(object, kubernetesVersion, violations);
    }

    private static void ports(JsonNode ports, Violations violations) {
        Set<String> names = new HashSet<>();
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            String at = "spec.ports[%d]".formatted(i);
            JsonNode port = ports.get(i);
            String name = port.path("name").asText();
            if (name.isEmpty() && ports.size() > 1) {
                violations.required(at + ".name");
            } else if (!name.isEmpty()) {
                Names.label(name).forEach(wrong -> violations.invalid(at + ".name", name, wrong));
                if (!names.add(name)) {
                    violations.duplicate(at + ".name", name);
                }
            }
            violations.requirePort(port.path("port"), at + ".port");
            if (port.path("targetPort").isNumber()) {
                violations.requirePort(port.path("targetPort"), at + ".targetPort");
            } else {
                String target = port.path("targetPort").asText();
                Names.port(target).forEach(wrong -> violations.invalid(at + ".targetPort", target, wrong));
            }
            ObjectNode key = Json.object().put("port", port.path("port").asInt()).put("protocol", port.path("protocol").asText("TCP"));
            if (!seen.add(key)) {
                violations.duplicate(at, key);
            }
        }
    }
}
