package dev.redkite.chart;

import dev.redkite.json.Json;
import dev.redkite.platform.ClusterAccess;
import java.util.List;
import java.util.Map;

/** The contents of a kubeconfig file with one cluster, for clients that take nothing else. JSON, which is YAML. */
public final class Kubeconfig {

    private Kubeconfig() {}

    /** @param token a bearer token: the result is a secret as long as the token is good */
    public static String of(ClusterAccess access, String token) {
        return Json.text(Map.of(
                "apiVersion", "v1",
                "kind", "Config",
                "current-context", access.name(),
                "clusters", named(access, "cluster", Map.of(
                        "server", access.endpoint(), "certificate-authority-data", access.certificateAuthority())),
                "users", named(access, "user", Map.of("token", token)),
                "contexts", named(access, "context", Map.of("cluster", access.name(), "user", access.name()))));
    }

    private static List<Map<String, Object>> named(ClusterAccess access, String kind, Map<String, String> content) {
        return List.of(Map.of("name", access.name(), kind, content));
    }
}
