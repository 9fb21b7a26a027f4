package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Classes of storage, and claims to it. */
final class StorageRules {

    private static final List<String> RECLAIMED = List.of("Delete", "Retain");

    private StorageRules() {}

    static void claim(String path, JsonNode spec, Violations violations) {
        if (spec.path("accessModes").isEmpty()) {
            violations.required(path + ".accessModes", "at least 1 access mode is required");
        }
        List<String> modes = Json.texts(spec.path("accessModes"));
        if (modes.size() > 1 && modes.contains("ReadWriteOncePod")) {
            violations.forbidden(path + ".accessModes", "may not use ReadWriteOncePod with other access modes");
        }
        JsonNode storage = spec.at("/resources/requests/storage");
        if (storage.isMissingNode()) {
            violations.required(path + ".resources[storage]");
        } else if (Quantities.value(storage.asText()).signum() <= 0) {
            violations.invalid(path + ".resources[storage]", storage.asText(), "must be greater than zero");
        }
        String storageClass = spec.path("storageClassName").asText();
        violations.requireFormIfGiven(path + ".storageClassName", storageClass, Names.SUBDOMAIN);
    }

    static void storageClass(ObjectNode json, Violations violations) {
        String provisioner = json.path("provisioner").asText();
        if (!provisioner.isEmpty()) {
            Names.qualified(provisioner.toLowerCase(Locale.ROOT)).forEach(wrong -> violations.invalid("provisioner", provisioner, wrong));
        }
        String reclaimed = json.path("reclaimPolicy").asText();
        if (!reclaimed.isEmpty()) {
            violations.requireOneOf("reclaimPolicy", reclaimed, RECLAIMED);
        }
        json.path("parameters").fieldNames().forEachRemaining(name -> {
            if (name.isEmpty()) {
                violations.invalid("parameters", name, "field can not be empty.");
            }
        });
    }
}
