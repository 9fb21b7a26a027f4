package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** ConfigMaps and Secrets. */
final class DataRules {

    private static final int MOST_BYTES = 1 << 20;

    /** What a Secret of that type must hold (https://kubernetes.io/docs/concepts/configuration/secret/#secret-types). */
    private static final Map<String, List<String>> KEYS = Map.of(
            "kubernetes.io/tls", List.of("tls.crt", "tls.key"),
            "kubernetes.io/dockercfg", List.of(".dockercfg"),
            "kubernetes.io/dockerconfigjson", List.of(".dockerconfigjson"),
            "kubernetes.io/ssh-auth", List.of("ssh-privatekey"));

    private static final String ACCOUNT = "kubernetes.io/service-account.name";

    private DataRules() {}

    static void secret(KubernetesObject object, Violations violations) {
        int bytes = keys("data", object.at("data"), violations);
        if (bytes * 3L / 4 > MOST_BYTES) {
            violations.tooLong("data", MOST_BYTES);
        }
        if (object.text("type").equals("kubernetes.io/basic-auth") && !object.at("data").has("username") && !object.at("data").has("password")) {
            violations.required("data[username]");
            violations.required("data[password]");
        }
        if (object.text("type").equals("kubernetes.io/service-account-token") && object.annotation(ACCOUNT).isEmpty()) {
            violations.required("metadata.annotations[" + ACCOUNT + "]");
        }
        KEYS.getOrDefault(object.text("type"), List.of()).stream()
                .filter(key -> !object.at("data").has(key))
                .forEach(key -> violations.required("data[" + key + "]"));
    }

    static void configMap(KubernetesObject object, Violations violations) {
        int texts = keys("data", object.at("data"), violations);
        int bytes = keys("binaryData", object.at("binaryData"), violations);
        object.at("data").fieldNames().forEachRemaining(key -> {
            if (object.at("binaryData").has(key)) {
                violations.invalid("data[" + key + "]", key, "duplicate of key present in binaryData");
            }
        });
        if (texts + bytes * 3L / 4 > MOST_BYTES) {
            // The field is nameless, which the server writes so.
            violations.tooLong("[]", MOST_BYTES);
        }
    }

    private static int keys(String path, JsonNode data, Violations violations) {
        int bytes = 0;
        for (Map.Entry<String, JsonNode> entry : data.properties()) {
            String key = entry.getKey();
            bytes += entry.getValue().asText().getBytes(StandardCharsets.UTF_8).length;
            violations.requireForm("%s[%s]".formatted(path, key), key, Names.KEY);
        }
        return bytes;
    }
}
