package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What must hold of an object beyond the shape of its fields; each violation is "path: what is wrong". */
final class ObjectRules {

    private static final int SECRET_BYTES = 1_048_576;

    private ObjectRules() {}

    static List<String> violations(ResourceType type, ObjectNode json) {
        List<String> violations = new ArrayList<>();
        KubernetesObject object = new KubernetesObject(type, json);
        Names.check(type, object, violations);
        switch (type.qualifiedPlural()) {
            case "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps" ->
                    workload(object, violations);
            case "jobs.batch" -> podSpec("spec.template.spec", object.at("spec", "template", "spec"), violations);
            case "pods" -> podSpec("spec", object.at("spec"), violations);
            case "services" -> service(object, violations);
            case "secrets" -> secret(object, violations);
            case "configmaps" -> size(object.at("data"), violations);
            case "persistentvolumeclaims" -> claim(object, violations);
            case "storageclasses.storage.k8s.io" -> require(json, "provisioner", "provisioner", violations);
            case "ingresses.networking.k8s.io" -> ingress(object, violations);
            default -> { }
        }
        return violations;
    }

    private static void workload(KubernetesObject object, List<String> violations) {
        JsonNode selector = object.at("spec", "selector");
        Map<String, String> labels = Json.strings(object.at("spec", "template", "metadata", "labels"));
        Names.labels("spec.template.labels", labels, violations);
        if (selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty()) {
            violations.add("spec.selector: Required value");
        } else if (!Selectors.labels(selector).test(labels)) {
            violations.add("spec.template.metadata.labels: Invalid value: " + labels
                    + ": `selector` does not match template `labels`");
        }
        if (object.at("spec", "replicas").asInt() < 0) {
            violations.add("spec.replicas: Invalid value: must be greater than or equal to 0");
        }
        if (object.text("spec", "strategy", "type").equals("Recreate")
                && object.at("spec", "strategy").has("rollingUpdate")) {
            violations.add("spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'");
        }
        podSpec("spec.template.spec", object.at("spec", "template", "spec"), violations);
    }

    private static void podSpec(String path, JsonNode spec, List<String> violations) {
        if (spec.path("containers").isEmpty()) {
            violations.add(path + ".containers: Required value");
        }
        Set<String> volumes = new HashSet<>();
        spec.path("volumes").forEach(volume -> {
            if (!volumes.add(volume.path("name").asText())) {
                violations.add(path + ".volumes.name: Duplicate value: \"" + volume.path("name").asText() + "\"");
            }
        });
        Set<String> names = new HashSet<>();
        spec.path("initContainers").forEach(container -> container(path + ".initContainers", container, names, violations));
        spec.path("containers").forEach(container -> container(path + ".containers", container, names, violations));
    }

    private static void container(String path, JsonNode container, Set<String> names, List<String> violations) {
        String name = container.path("name").asText();
        if (!Names.isLabel(name) || !names.add(name)) {
            violations.add(path + ".name: Invalid value: \"" + name + "\": must be a unique RFC 1123 label");
        }
        require(container, "image", path + ".image", violations);
        container.path("env").forEach(variable -> require(variable, "name", path + ".env.name", violations));
        JsonNode limits = container.at("/resources/limits");
        container.at("/resources/requests").properties().forEach(request -> {
            JsonNode limit = limits.path(request.getKey());
            if (!limit.isMissingNode() && Quantities.value(request.getValue().asText())
                    .compareTo(Quantities.value(limit.asText())) > 0) {
                violations.add(path + ".resources.requests: Invalid value: \"" + request.getValue().asText()
                        + "\": must be less than or equal to " + request.getKey() + " limit of " + limit.asText());
            }
        });
        container.path("volumeMounts").forEach(mount -> require(mount, "mountPath", path + ".volumeMounts.mountPath", violations));
    }

    private static void service(KubernetesObject object, List<String> violations) {
        JsonNode ports = object.at("spec", "ports");
        boolean portless = object.text("spec", "clusterIP").equals("None")
                || object.text("spec", "type").equals("ExternalName");
        if (ports.isEmpty() && !portless) {
            violations.add("spec.ports: Required value");
        }
        Set<String> seen = new HashSet<>();
        ports.forEach(port -> {
            int number = port.path("port").asInt();
            if (number < 1 || number > 65_535) {
                violations.add("spec.ports.port: Invalid value: " + number + ": must be between 1 and 65535, inclusive");
            }
            if (ports.size() > 1 && port.path("name").asText().isEmpty()) {
                violations.add("spec.ports.name: Required value");
            }
            if (!seen.add(number + port.path("protocol").asText()) || !seen.add("name " + port.path("name").asText())) {
                violations.add("spec.ports: Duplicate value: " + port);
            }
        });
    }

    private static void secret(KubernetesObject object, List<String> violations) {
        object.at("data").properties().forEach(entry -> {
            try {
                Base64.getDecoder().decode(entry.getValue().asText());
            } catch (IllegalArgumentException notBase64) {
                violations.add("data[" + entry.getKey() + "]: Invalid value: must be base64");
            }
        });
        size(object.at("data"), violations);
    }

    private static void size(JsonNode data, List<String> violations) {
        int bytes = 0;
        for (Map.Entry<String, JsonNode> entry : data.properties()) {
            bytes += entry.getValue().asText().length();
            if (!entry.getKey().matches("[-._a-zA-Z0-9]{1,253}")) {
                violations.add("data[" + entry.getKey() + "]: Invalid value: a valid key must consist of alphanumeric"
                        + " characters, '-', '_' or '.'");
            }
        }
        if (bytes > SECRET_BYTES * 4 / 3) {
            violations.add("data: Too long: may not be more than " + SECRET_BYTES + " bytes");
        }
    }

    private static void claim(KubernetesObject object, List<String> violations) {
        if (object.at("spec", "accessModes").isEmpty()) {
            violations.add("spec.accessModes: Required value: at least 1 access mode is required");
        }
        String storage = object.text("spec", "resources", "requests", "storage");
        if (storage.isEmpty() || Quantity.getAmountInBytes(new Quantity(storage)).signum() <= 0) {
            violations.add("spec.resources.requests.storage: Required value: must be greater than zero");
        }
    }

    private static void ingress(KubernetesObject object, List<String> violations) {
        if (object.at("spec", "rules").isEmpty() && object.at("spec", "defaultBackend").isMissingNode()) {
            violations.add("spec: Invalid value: either `defaultBackend` or `rules` must be specified");
        }
        object.stream("spec", "rules").flatMap(rule -> StreamSupport.stream(
                rule.at("/http/paths").spliterator(), false)).forEach(path ->
                        require(path, "pathType", "spec.rules.http.paths.pathType", violations));
    }

    private static void require(JsonNode node, String field, String path, List<String> violations) {
        if (node.path(field).asText().isEmpty()) {
            violations.add(path + ": Required value");
        }
    }
}
