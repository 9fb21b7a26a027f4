package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a container asks for and may use. Extended resources, such as GPUs, come whole and are never promised twice. */
final class ContainerResources {

    private static final Pattern STANDARD = Pattern.compile("cpu|memory|ephemeral-storage|hugepages-.+");

    private ContainerResources() {}

    static void check(String path, JsonNode resources, Violations violations) {
        JsonNode limits = resources.path("limits");
        for (String kind : List.of("limits", "requests")) {
            for (Map.Entry<String, JsonNode> entry : resources.path(kind).properties()) {
                amount("%s.%s[%s]".formatted(path, kind, entry.getKey()), entry.getKey(), entry.getValue(), violations);
            }
        }
        for (Map.Entry<String, JsonNode> request : resources.path("requests").properties()) {
            String name = request.getKey();
            JsonNode limit = limits.path(name);
            if (limit.isMissingNode()) {
                if (extended(name)) {
                    violations.required(path + ".limits", "Limit must be set for non overcommitable resources");
                }
                continue;
            }
            int compared = amount(request.getValue()).compareTo(amount(limit));
            if (compared != 0 && extended(name)) {
                violations.invalid(path + ".requests", request.getValue().asText(),
                        "must be equal to " + name + " limit of " + limit.asText());
            } else if (compared > 0) {
                violations.invalid(path + ".requests", request.getValue().asText(),
                        "must be less than or equal to " + name + " limit of " + limit.asText());
            }
        }
    }

    private static boolean extended(String resource) {
        return resource.contains("/");
    }

    private static void amount(String path, String resource, JsonNode amount, Violations violations) {
        if (!extended(resource) && !STANDARD.matcher(resource).matches()) {
            violations.invalid(path, resource, "must be a standard resource type or fully qualified");
            violations.invalid(path, resource, "must be a standard resource for containers");
        }
        BigDecimal value = amount(amount);
        if (value.signum() < 0) {
            violations.invalid(path, amount.asText(), "must be greater than or equal to 0");
        }
        if (extended(resource) && value.stripTrailingZeros().scale() > 0) {
            violations.invalid(path, value.movePointRight(3).toBigInteger() + "m", "must be an integer");
        }
    }

    private static BigDecimal amount(JsonNode quantity) {
        return Quantities.value(quantity.asText());
    }
}
