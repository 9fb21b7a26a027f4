package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What the API server's plug-ins do to a pod that is made: the account that it runs as and its token, priority, and how long
 * it bears a node that is lost (https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/).
 */
final class PodAdmission {

    private static final List<String> LOST = List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");
    private static final String TOKEN_AT = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final int BEARS_SECONDS = 300;

    private PodAdmission() {}

    /** Why a pod of that specification is refused, if it is. */
    static Optional<String> refusal(ClusterState state, String namespace, JsonNode spec) {
        String account = spec.path("serviceAccountName").asText("default");
        return state.exists("serviceaccounts", namespace, account)
                ? Priorities.refusal(state, spec)
                : Optional.of("error looking up service account %s/%s: serviceaccount \"%s\" not found"
                        .formatted(namespace, account, account));
    }

    /** Only of a new one: what is there keeps what it got. */
    static void complete(ClusterState state, ObjectNode pod) {
        ObjectNode spec = Json.objectAt(pod, "spec");
        if (Json.objectAt(pod, "metadata").has("uid")) {
            return;
        }
        Priorities.resolve(state, spec);
        Json.putIfMissing(spec, "preemptionPolicy", "PreemptLowerPriority");
        Json.putIfMissing(spec, "serviceAccountName", "default");
        spec.put("serviceAccount", spec.path("serviceAccountName").asText());
        ArrayNode tolerations = Json.arrayAt(spec, "tolerations");
        for (String taint : LOST) {
            if (tolerations.valueStream().noneMatch(each -> each.path("key").asText().equals(taint))) {
                tolerations.addObject().put("key", taint).put("operator", "Exists").put("effect", "NoExecute")
                        .put("tolerationSeconds", BEARS_SECONDS);
            }
        }
        if (spec.path("automountServiceAccountToken").asBoolean(true)) {
            giveToken(spec);
        }
    }

    private static void giveToken(ObjectNode spec) {
        String name = "kube-api-access";
        ArrayNode volumes = Json.arrayAt(spec, "volumes");
        if (volumes.valueStream().anyMatch(volume -> volume.path("name").asText().equals(name))) {
            return;
        }
        ObjectNode projected = volumes.addObject().put("name", name).putObject("projected").put("defaultMode", 420);
        ArrayNode sources = projected.putArray("sources");
        sources.addObject().putObject("serviceAccountToken").put("expirationSeconds", 3607).put("path", "token");
        sources.addObject().putObject("configMap").put("name", "kube-root-ca.crt")
                .putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
        sources.addObject().putObject("downwardAPI").putArray("items").addObject().put("path", "namespace")
                .putObject("fieldRef").put("apiVersion", "v1").put("fieldPath", "metadata.namespace");
        for (String kind : List.of("containers", "initContainers")) {
            spec.path(kind).forEach(container -> {
                ArrayNode mounts = Json.arrayAt((ObjectNode) container, "volumeMounts");
                if (mounts.valueStream().noneMatch(mount -> mount.path("mountPath").asText().equals(TOKEN_AT))) {
                    mounts.addObject().put("name", name).put("readOnly", true).put("mountPath", TOKEN_AT);
                }
            });
        }
    }
}
