package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors, as query parameters and as they stand in objects. */
final class Selectors {

    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)");
    private static final Pattern COMMA_OUTSIDE_PARENTHESES = Pattern.compile(",(?![^(]*\\))");

    private static final List<String> OF_ALL = List.of("metadata.name", "metadata.namespace");

    /** https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/#list-of-supported-fields */
    private static final Map<String, List<String>> SELECTABLE = Map.of(
            "pods", List.of("spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
                    "spec.hostNetwork", "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName"),
            "nodes", List.of("spec.unschedulable"),
            "events", List.of("involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
                    "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
                    "reportingComponent", "source", "type"),
            "secrets", List.of("type"),
            "namespaces", List.of("status.phase"),
            "services", List.of("spec.clusterIP", "spec.type"),
            "replicationcontrollers", List.of("status.replicas"),
            "replicasets.apps", List.of("status.replicas"),
            "jobs.batch", List.of("status.successful"));

    private Selectors() {}

    /** From {@code app=x,tier!=y,zone in (a,b),!old}. */
    static Predicate<Map<String, String>> labels(String selector) {
        Predicate<Map<String, String>> all = labels -> true;
        for (String part : split(selector)) {
            all = all.and(requirement(part));
        }
        return all;
    }

    private static Predicate<Map<String, String>> requirement(String part) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            List<String> values = Arrays.stream(set.group(3).split(",")).map(String::strip).toList();
            return operator(set.group(1), set.group(2).equals("in") ? "In" : "NotIn", values);
        }
        if (part.contains("!=")) {
            String[] sides = part.split("!=", 2);
            return operator(sides[0].strip(), "NotIn", List.of(sides[1].strip()));
        }
        if (part.contains("=")) {
            String[] sides = part.split("==?", 2);
            return operator(sides[0].strip(), "In", List.of(sides[1].strip()));
        }
        return part.startsWith("!")
                ? operator(part.substring(1).strip(), "DoesNotExist", List.of())
                : operator(part, "Exists", List.of());
    }

    /** From an object's {@code matchLabels} and {@code matchExpressions}; an empty selector takes everything. */
    static Predicate<Map<String, String>> labels(JsonNode selector) {
        Predicate<Map<String, String>> all = equalTo(Json.strings(selector.path("matchLabels")));
        for (JsonNode expression : selector.path("matchExpressions")) {
            all = all.and(operator(
                    expression.path("key").asText(),
                    expression.path("operator").asText(),
                    Json.texts(expression.path("values"))));
        }
        return all;
    }

    static Predicate<Map<String, String>> equalTo(Map<String, String> wanted) {
        return labels -> {
            for (Map.Entry<String, String> each : wanted.entrySet()) {
                if (!each.getValue().equals(labels.get(each.getKey()))) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Predicate<Map<String, String>> operator(String key, String operator, List<String> values) {
        return switch (operator) {
            case "In" -> labels -> labels.containsKey(key) && values.contains(labels.get(key));
            case "NotIn" -> labels -> !labels.containsKey(key) || !values.contains(labels.get(key));
            case "Exists" -> labels -> labels.containsKey(key);
            case "DoesNotExist" -> labels -> !labels.containsKey(key);
            default -> throw StatusException.badRequest("\"" + operator + "\" is not a valid label selector operator");
        };
    }

    /** From {@code metadata.name=x,status.phase!=Running}: of each type only some members can be asked for. */
    static Predicate<KubernetesObject> fields(ResourceType type, String selector) {
        Predicate<KubernetesObject> all = object -> true;
        for (String part : split(selector)) {
            boolean differs = part.contains("!=");
            String[] sides = part.split(differs ? "!=" : "==?", 2);
            if (sides.length < 2) {
                throw StatusException.badRequest("invalid selector: '" + selector + "'; can't understand '" + part + "'");
            }
            String field = sides[0].strip();
            requireSelectable(type, field);
            String[] path = field.split("\\.");
            all = all.and(object -> object.text(path).equals(sides[1].strip()) != differs);
        }
        return all;
    }

    private static void requireSelectable(ResourceType type, String field) {
        List<String> more = SELECTABLE.get(type.qualifiedPlural());
        if (OF_ALL.contains(field) || more != null && more.contains(field)) {
            return;
        }
        throw StatusException.badRequest(more == null
                ? "\"" + field + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
                : "field label not supported: " + field);
    }

    private static List<String> split(String selector) {
        return COMMA_OUTSIDE_PARENTHESES.splitAsStream(selector).map(String::strip).filter(part -> !part.isEmpty()).toList();
    }
}
