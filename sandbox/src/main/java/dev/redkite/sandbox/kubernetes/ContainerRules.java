package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One container of a pod. */
final class ContainerRules {

    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");
    private static final List<String> HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc", "sleep");
    private static final List<String> DELAYS =
            List.of("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold");
    private static final List<String> RESTARTS = List.of("Always", "Never", "OnFailure");

    private ContainerRules() {}

    /** @param volumes of the pod, by name */
    static void check(String path, JsonNode container, Set<String> volumes, Violations violations) {
        String name = container.path("name").asText();
        violations.requireFormIfGiven(path + ".name", name, Names.LABEL);
        violations.requireText(container, path, "image");
        ports(path + ".ports", container.path("ports"), violations);
        Violations.each(path + ".env", container.path("env"), (at, variable) -> variable(at + ".valueFrom", variable, violations));
        mounts(path + ".volumeMounts", container.path("volumeMounts"), volumes, violations);
        ContainerResources.check(path + ".resources", container.path("resources"), violations);
        members(path, container, volumes, violations);
        for (String probe : PROBES) {
            if (container.has(probe)) {
                probe(path + "." + probe, container.path(probe), violations);
            }
        }
        container.path("lifecycle").properties().stream().filter(hook -> hook.getValue().isObject())
                .forEach(hook -> handler(path + ".lifecycle." + hook.getKey(), hook.getValue(), violations));
    }

    private static void members(String path, JsonNode container, Set<String> volumes, Violations violations) {
        Violations.each(path + ".envFrom", container.path("envFrom"), (at, source) -> Stream.of("configMapRef", "secretRef")
                .filter(source::has)
                .forEach(kind -> violations.requireText(source.path(kind), at + "." + kind, "name")));
        Violations.each(path + ".volumeDevices", container.path("volumeDevices"), (at, device) -> volume(at, device, volumes, violations));
        for (String id : List.of("runAsUser", "runAsGroup")) {
            violations.requireBetween(container.path("securityContext").path(id), path + ".securityContext." + id, 0);
        }
        String restart = container.path("restartPolicy").asText();
        if (!restart.isEmpty()) {
            violations.requireOneOf(path + ".restartPolicy", restart, RESTARTS);
        }
    }

    private static void ports(String path, JsonNode ports, Violations violations) {
        Set<String> names = new HashSet<>();
        Violations.each(path, ports, (at, port) -> {
            String name = port.path("name").asText();
            if (!name.isEmpty()) {
                List<String> wrong = Names.port(name);
                wrong.forEach(each -> violations.invalid(at + ".name", name, each));
                if (wrong.isEmpty() && !names.add(name)) {
                    violations.duplicate(at + ".name", name);
                }
            }
            if (port.path("containerPort").asInt() == 0) {
                violations.required(at + ".containerPort");
            } else {
                violations.requirePort(port.path("containerPort"), at + ".containerPort");
            }
            if (port.path("hostPort").asInt() != 0) {
                violations.requirePort(port.path("hostPort"), at + ".hostPort");
            }
        });
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
        for (String kind : List.of("configMapKeyRef", "secretKeyRef")) {
            String name = source.path(kind).path("name").asText();
            if (source.has(kind)) {
                violations.requireForm("%s.%s.name".formatted(path, kind), name, Names.SUBDOMAIN);
            }
        }
    }

    private static void mounts(String path, JsonNode mounts, Set<String> volumes, Violations violations) {
        Set<String> places = new HashSet<>();
        Violations.each(path, mounts, (at, mount) -> {
            volume(at, mount, volumes, violations);
            String place = mount.path("mountPath").asText();
            if (!places.add(place)) {
                violations.invalid(at + ".mountPath", place, "must be unique");
            }
        });
    }

    private static void volume(String at, JsonNode user, Set<String> volumes, Violations violations) {
        if (!volumes.contains(user.path("name").asText())) {
            violations.notFound(at + ".name", user.path("name").asText());
        }
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
        if (handler.has("exec") && handler.at("/exec/command").isEmpty()) {
            violations.required(path + ".exec.command");
        }
        for (String kind : List.of("httpGet", "tcpSocket")) {
            JsonNode port = handler.path(kind).path("port");
            if (port.isNumber() || handler.has(kind) && port.isMissingNode()) {
                violations.requirePort(port, "%s.%s.port".formatted(path, kind));
            } else if (handler.has(kind) && found.getFirst().equals(kind)) {
                violations.requireForm("%s.%s.port".formatted(path, kind), port.asText(), Names::port);
            }
        }
    }
}
