package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Deployments and their like, and budgets of disruption. */
final class WorkloadRules {

    private static final Pattern PERCENT = Pattern.compile("[0-9]+%");

    private WorkloadRules() {}

    static void check(KubernetesObject object, Violations violations) {
        JsonNode selector = object.at("spec", "selector");
        JsonNode template = object.at("spec", "template", "metadata", "labels");
        Map<String, String> labels = Json.strings(template);
        Names.labels("spec.template.labels", labels, violations);
        if (selector.isMissingNode()) {
            violations.required("spec.selector");
        } else if (selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty()) {
            violations.invalid("spec.selector", selector, "empty selector is invalid for " + object.type().singular());
        } else if (!Selectors.labels(selector).test(labels)) {
            violations.invalid("spec.template.metadata.labels", labels.isEmpty() ? Json.object() : template,
                    "`selector` does not match template `labels`");
        }
        Names.selector("spec.selector", selector, violations);
        violations.requireNotNegative(object.at("spec"), "spec", "replicas");
        violations.requireNotNegative(object.at("spec"), "spec", "minReadySeconds");
        violations.requireNotNegative(object.at("spec"), "spec", "revisionHistoryLimit");
        String restart = object.text("spec", "template", "spec", "restartPolicy");
        if (restart.equals("Never") || restart.equals("OnFailure")) {
            violations.unsupported("spec.template.spec.restartPolicy", restart, List.of("Always"));
        }
        if (object.type().is("deployments.apps")) {
            strategy(object.at("spec", "strategy"), violations);
            deadline(object.at("spec"), violations);
        }
        if (object.type().is("statefulsets.apps")) {
            violations.requireFormIfGiven("spec.serviceName", object.text("spec", "serviceName"), Names.LABEL);
            Violations.each("spec.volumeClaimTemplates", object.at("spec", "volumeClaimTemplates"),
                    (at, claim) -> StorageRules.claim(at + ".spec", claim.path("spec"), violations));
        }
    }

    /** The volumes for which a StatefulSet makes claims. */
    static Set<String> claimed(KubernetesObject object) {
        return object.stream("spec", "volumeClaimTemplates").map(claim -> claim.at("/metadata/name").asText())
                .collect(Collectors.toSet());
    }

    private static void deadline(JsonNode spec, Violations violations) {
        JsonNode deadline = spec.path("progressDeadlineSeconds");
        violations.requireNotNegative(spec, "spec", "progressDeadlineSeconds");
        if (deadline.isNumber() && deadline.asInt() <= spec.path("minReadySeconds").asInt()) {
            violations.invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
        }
    }

    private static void strategy(JsonNode strategy, Violations violations) {
        JsonNode rolling = strategy.path("rollingUpdate");
        if (strategy.path("type").asText().equals("Recreate") && !rolling.isMissingNode()) {
            violations.forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
        } else if (!rolling.isMissingNode()) {
            part("spec.strategy.rollingUpdate.maxUnavailable", rolling.path("maxUnavailable"), violations);
            share("spec.strategy.rollingUpdate.maxSurge", rolling.path("maxSurge"), violations);
            if (isZero(rolling.path("maxUnavailable")) && isZero(rolling.path("maxSurge"))) {
                violations.invalid("spec.strategy.rollingUpdate.maxUnavailable", rolling.path("maxUnavailable"),
                        "may not be 0 when `maxSurge` is 0");
            }
        }
    }

    /** A number, or so much of the whole. */
    private static void share(String path, JsonNode share, Violations violations) {
        if (share.isNumber() && share.asInt() < 0) {
            violations.invalid(path, share, "must be greater than or equal to 0");
        }
        if (share.isTextual() && !PERCENT.matcher(share.asText()).matches()) {
            violations.invalid(path, share.asText(), "a valid percent string must be a numeric string followed by an ending '%'"
                    + " (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
        }
    }

    /** A share that cannot be more than the whole. */
    private static void part(String path, JsonNode share, Violations violations) {
        share(path, share, violations);
        if (PERCENT.matcher(share.asText()).matches() && Long.parseLong(share.asText().replace("%", "")) > 100) {
            violations.invalid(path, share.asText(), "must not be greater than 100%");
        }
    }

    private static boolean isZero(JsonNode share) {
        return share.asText().replace("%", "").matches("0+");
    }

    static void disruptionBudget(KubernetesObject object, Violations violations) {
        JsonNode spec = object.at("spec");
        if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
            violations.invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
        }
        part("spec.minAvailable", spec.path("minAvailable"), violations);
        part("spec.maxUnavailable", spec.path("maxUnavailable"), violations);
        Names.selector("spec.selector", spec.path("selector"), violations);
    }
}
