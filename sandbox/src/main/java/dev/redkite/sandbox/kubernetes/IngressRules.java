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
        Violations.each("spec.rules", spec.path("rules"), (at, rule) -> rule(at, rule, violations));
        String ingressClass = spec.path("ingressClassName").asText();
        violations.requireFormIfGiven("spec.ingressClassName", ingressClass, Names.SUBDOMAIN);
        Violations.each("spec.tls", spec.path("tls"), (at, tls) -> {
            Violations.each(at + ".hosts", tls.path("hosts"), (place, host) -> violations.requireForm(place, host.asText(), IngressRules::host));
            violations.requireFormIfGiven(at + ".secretName", tls.path("secretName").asText(), Names.SUBDOMAIN);
        });
        String byAnnotation = object.annotation(CLASS);
        if (!byAnnotation.isEmpty() && !ingressClass.isEmpty() && !byAnnotation.equals(ingressClass)) {
            violations.invalid("annotations." + CLASS, byAnnotation, "must match `ingressClassName` when both are specified");
        }
    }

    private static List<String> host(String host) {
        return host.contains("*") ? Names.WILDCARD.apply(host) : Names.SUBDOMAIN.apply(host);
    }

    private static void rule(String path, JsonNode rule, Violations violations) {
        String host = rule.path("host").asText();
        if (!host.isEmpty()) {
            if (ADDRESS.matcher(host).matches()) {
                violations.invalid(path + ".host", host, "must be a DNS name, not an IP address");
            }
            violations.requireForm(path + ".host", host, IngressRules::host);
        }
        if (rule.has("http") && rule.at("/http/paths").isEmpty()) {
            violations.required(path + ".http.paths");
        }
        Violations.each(path + ".http.paths", rule.at("/http/paths"), (at, each) -> path(at, each, violations));
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
        violations.requireFormIfGiven(path + ".service.name", name, Names.LABEL);
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
