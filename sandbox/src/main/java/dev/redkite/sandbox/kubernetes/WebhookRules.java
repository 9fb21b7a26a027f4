package dev.redkite.sandbox.kubernetes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Configurations of admission webhooks. */
final class WebhookRules {

    private static final List<String> SIDE_EFFECTS = List.of("None", "NoneOnDryRun");
    private static final List<String> REVIEWS = List.of("v1", "v1beta1");

    private WebhookRules() {}

    static void check(KubernetesObject object, Violations violations) {
        Set<String> names = new HashSet<>();
        Violations.each("webhooks", object.at("webhooks"), (at, webhook) -> {
            String name = webhook.path("name").asText();
            if (!names.add(name)) {
                violations.duplicate(at + ".name", name);
            }
            if (name.split("\\.").length < 3) {
                violations.invalid(at + ".name", name, "should be a domain with at least three segments separated by dots");
            }
            String effects = webhook.path("sideEffects").asText();
            if (effects.isEmpty()) {
                violations.required(at + ".sideEffects", "must specify one of " + String.join(", ", SIDE_EFFECTS));
            } else {
                violations.requireOneOf(at + ".sideEffects", effects, SIDE_EFFECTS);
            }
            if (webhook.path("admissionReviewVersions").isEmpty()) {
                violations.required(at + ".admissionReviewVersions", "must specify one of " + String.join(", ", REVIEWS));
            }
            int timeout = webhook.path("timeoutSeconds").asInt(10);
            if (timeout < 1 || timeout > 30) {
                violations.invalid(at + ".timeoutSeconds", webhook.path("timeoutSeconds"), "the timeout value must be between 1 and 30 seconds");
            }
        });
    }
}
