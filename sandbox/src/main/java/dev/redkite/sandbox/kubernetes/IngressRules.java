package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/** Ingresses: hosts, paths and what stands behind them. */
final class IngressRules {

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|.*:.*:.*");
    private static final List<String> PATH_TYPES = List.of("Exact", "ImplementationSpecific", "Prefix");
    private static final List<String> NOT_IN_A_PATH = List.of("//", "/./", "/../", "%2f", "%2F");
    private static final List<String> NOT_AT_THE_END = List.of("/..", "/.");
    private static final String CLASS = "kubernetes.io/ingress.class";

    private IngressRules() {}

    static void check(KubernetesObject object, Violations violations) {
        JsonNode spec = object.at("spec");
        if (spec.path("rules").isEmpty() && !spec.has("defaultBackend")) {
            violations.invalid("spec", Json.MAPPER.nullNode(), "either `defaultBackend` or `rules` must be specified");
        }
        if (spec.has("defaultBackend")) {
            backend("spec.defaultBackend", spec.path("defaultBackend"), violations);
        }
        for (int i = 0; i < spec.path("rules").size(); i++) {
            rule("spec.rules[%d]".formatted(i), spec.path("rules").get(i), violations);
        }
        String ingressClass = spec.path("ingressClassName").asText();
        if (!ingressClass.isEmpty()) {
            Names.subdomain(ingressClass).forEach(wrong -> violations.invalid("spec.ingressClassName", ingressClass, wrong));
        }
        for (int i = 0; i < spec.path("tls").size(); i++) {
            certificate("spec.tls[%d]".formatted(i), spec.path("tls").get(i), violations);
        }
        String byAnnotation = object.annotation(CLASS);
        if (!byAnnotation.isEmpty() && !ingressClass.isEmpty() && !byAnnotation.equals(ingressClass)) {
            violations.invalid("annotations." + CLASS, byAnnotation, "must match `ingressClassName` when both are specified");
        }
    }

    private static void certificate(String path, JsonNode tls, Violations violations) {
        for (int i = 0; i < tls.path("hosts").size(); i++) {
            String at = "%s.hosts[%d]".formatted(path, i);
            String host = tls.path("hosts").get(i).asText();
            (host.contains("*") ? Names.wildcard(host) : Names.subdomain(host)).forEach(wrong -> violations.invalid(at, host, wrong));
        }
        String secret = tls.path("secretName").asText();
        if (!secret.isEmpty()) {
            Names.subdomain(secret).forEach(wrong -> violations.invalid(path + ".secretName", secret, wrong));
        }
    }

    private static void rule(String path, JsonNode rule, Violations violations) {
        String host = rule.path("host").asText();
        if (!host.isEmpty()) {
            if (ADDRESS.matcher(host).matches()) {
                violations.invalid(path + ".host", host, "must be a DNS name, not an IP address");
            }
            (host.contains("*") ? Names.wildcard(host) : Names.subdomain(host))
                    .forEach(wrong -> violations.invalid(path + ".host", host, wrong));
        }
        if (rule.has("http") && rule.at("/http/paths").isEmpty()) {
            violations.required(path + ".http.paths");
        }
        for (int i = 0; i < rule.at("/http/paths").size(); i++) {
            path("%s.http.paths[%d]".formatted(path, i), rule.at("/http/paths").get(i), violations);
        }
    }

    private static void path(String at, JsonNode path, Violations violations) {
        String type = path.path("pathType").asText();
        String value = path.path("path").asText();
        if (!path.has("pathType")) {
            violations.required(at + ".pathType", "pathType must be specified");
            return;
        }
        if (!PATH_TYPES.contains(type)) {
            violations.unsupported(at + ".pathType", type, PATH_TYPES);
        } else if (!value.startsWith("/") && !(value.isEmpty() && type.equals("ImplementationSpecific"))) {
            violations.invalid(at + ".path", value, "must be an absolute path");
        }
        if (!type.equals("ImplementationSpecific")) {
            NOT_IN_A_PATH.stream().filter(value::contains)
                    .forEach(wrong -> violations.invalid(at + ".path", value, "must not contain '" + wrong + "'"));
            NOT_AT_THE_END.stream().filter(value::endsWith)
                    .forEach(wrong -> violations.invalid(at + ".path", value, "cannot end with '" + wrong + "'"));
        }
        backend(at + ".backend", path.path("backend"), violations);
    }

    private static void backend(String path, JsonNode backend, Violations violations) {
        JsonNode service = backend.path("service");
        if (service.isMissingNode() && !backend.has("resource")) {
            violations.invalid(path, "", "resource or service backend is required");
        } else if (!service.isMissingNode() && backend.has("resource")) {
            violations.invalid(path, "", "cannot set both resource and service backends");
        } else if (!service.isMissingNode()) {
            service(path, service, violations);
        }
    }

    private static void service(String path, JsonNode service, Violations violations) {
        String name = service.path("name").asText();
        if (!name.isEmpty()) {
            Names.label(name).forEach(wrong -> violations.invalid(path + ".service.name", name, wrong));
        }
        String portName = service.at("/port/name").asText();
        int number = service.at("/port/number").asInt();
        if (!portName.isEmpty() && number != 0) {
            violations.invalid(path, "", "cannot set both port name & port number");
        } else if (portName.isEmpty() && number == 0) {
            violations.required(path, "port name or number is required");
        } else if (number != 0) {
            violations.requirePort(service.at("/port/number"), path + ".service.port.number");
        }
    }
}
