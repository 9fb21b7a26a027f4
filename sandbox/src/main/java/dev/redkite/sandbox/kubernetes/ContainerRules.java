package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One container of a pod. */
final class ContainerRules {

    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");
    private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc", "sleep");
    private static final List<String> DELAYS =
            List.of("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold");
    private static final Pattern STANDARD_RESOURCE = Pattern.compile("cpu|memory|ephemeral-storage|hugepages-.+");

    private ContainerRules() {}

    /** @param volumes of the pod, by name */
    static void check(String path, JsonNode container, Set<String> volumes, Violations violations) {
        String name = container.path("name").asText();
        if (!name.isEmpty()) {
            Names.label(name).forEach(wrong -> violations.invalid(path + ".name", name, wrong));
        }
        violations.requireText(container, path, "image");
        ports(path + ".ports", container.path("ports"), violations);
        for (int i = 0; i < container.path("env").size(); i++) {
            variable("%s.env[%d].valueFrom".formatted(path, i), container.path("env").get(i), violations);
        }
        mounts(path + ".volumeMounts", container.path("volumeMounts"), volumes, violations);
        resources(path + ".resources", container.path("resources"), violations);
        for (String probe : PROBES) {
            if (container.has(probe)) {
                probe(path + "." + probe, container.path(probe), violations);
            }
        }
        container.path("lifecycle").properties().stream().filter(hook -> hook.getValue().isObject())
                .forEach(hook -> handler(path + ".lifecycle." + hook.getKey(), hook.getValue(), violations));
    }

    private static void ports(String path, JsonNode ports, Violations violations) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            String at = "%s[%d]".formatted(path, i);
            String name = ports.get(i).path("name").asText();
            if (!name.isEmpty()) {
                List<String> wrong = Names.port(name);
                wrong.forEach(each -> violations.invalid(at + ".name", name, each));
                if (wrong.isEmpty() && !names.add(name)) {
                    violations.duplicate(at + ".name", name);
                }
            }
            if (ports.get(i).path("containerPort").asInt() == 0) {
                violations.required(at + ".containerPort");
            } else {
                violations.requirePort(ports.get(i).path("containerPort"), at + ".containerPort");
            }
            if (ports.get(i).path("hostPort").asInt() != 0) {
                violations.requirePort(ports.get(i).path("hostPort"), at + ".hostPort");
            }
        }
    }

    private static void variable(String path, JsonNode variable, Violations violations) {
        JsonNode source = variable.path("valueFrom");
        if (source.isMissingNode()) {
            return;
        }
        if (source.isEmpty()) {
            violations.invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        } else if (!variable.path("value").asText().isEmpty()) {
            violations.invalid(path, "", "may not be specified when `value` is not empty");
        } else if (source.size() > 1) {
            violations.invalid(path, "", "may not have more than one field specified at a time");
        }
    }

    private static void mounts(String path, JsonNode mounts, Set<String> volumes, Violations violations) {
        Set<String> places = new HashSet<>();
        for (int i = 0; i < mounts.size(); i++) {
            String at = "%s[%d]".formatted(path, i);
            String name = mounts.get(i).path("name").asText();
            if (!volumes.contains(name)) {
                violations.notFound(at + ".name", name);
            }
            String place = mounts.get(i).path("mountPath").asText();
            if (!places.add(place)) {
                violations.invalid(at + ".mountPath", place, "must be unique");
            }
        }
    }

    private static void resources(String path, JsonNode resources, Violations violations) {
        JsonNode limits = resources.path("limits");
        for (String kind : List.of("limits", "requests")) {
            for (Map.Entry<String, JsonNode> entry : resources.path(kind).properties()) {
                amount("%s.%s[%s]".formatted(path, kind, entry.getKey()), entry.getKey(), entry.getValue(), violations);
            }
        }
        for (Map.Entry<String, JsonNode> request : resources.path("requests").properties()) {
            JsonNode limit = limits.path(request.getKey());
            if (!limit.isMissingNode() && amount(request.getValue()).compareTo(amount(limit)) > 0) {
                violations.invalid(path + ".requests", request.getValue().asText(),
                        "must be less than or equal to " + request.getKey() + " limit of " + limit.asText());
            }
        }
    }

    private static void amount(String path, String resource, JsonNode amount, Violations violations) {
        if (!resource.contains("/") && !STANDARD_RESOURCE.matcher(resource).matches()) {
            violations.invalid(path, resource, "must be a standard resource type or fully qualified");
            violations.invalid(path, resource, "must be a standard resource for containers");
        }
        if (amount(amount).signum() < 0) {
            violations.invalid(path, amount.asText(), "must be greater than or equal to 0");
        }
    }

    private static BigDecimal amount(JsonNode quantity) {
        return Quantities.value(quantity.asText());
    }

    private static void probe(String path, JsonNode probe, Violations violations) {
        handler(path, probe, violations);
        DELAYS.forEach(delay -> violations.requireNotNegative(probe, path, delay));
        if (!path.endsWith("readinessProbe") && probe.path("successThreshold").asInt(1) != 1) {
            violations.invalid(path + ".successThreshold", probe.path("successThreshold"), "must be 1");
        }
    }

    private static void handler(String path, JsonNode handler, Violations violations) {
        List<String> found = HANDLERS.stream().filter(handler::has).toList();
        if (found.isEmpty()) {
            violations.required(path, "must specify a handler type");
        }
        found.stream().skip(1).forEach(each -> violations.forbidden(path + "." + each, "may not specify more than 1 handler type"));
        for (String kind : List.of("httpGet", "tcpSocket")) {
            JsonNode port = handler.path(kind).path("port");
            if (port.isNumber()) {
                violations.requirePort(port, "%s.%s.port".formatted(path, kind));
            } else if (handler.has(kind) && found.getFirst().equals(kind)) {
                Names.port(port.asText()).forEach(wrong -> violations.invalid("%s.%s.port".formatted(path, kind), port.asText(), wrong));
            }
        }
    }
}
