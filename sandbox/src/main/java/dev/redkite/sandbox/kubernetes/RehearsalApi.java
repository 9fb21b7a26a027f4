package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cluster as the real Helm finds it when a release is only to be rendered: it discovers what the cluster serves, templates
 * look up what is there, the history is what it is told, and what is to be stored first, the release, is kept from the
 * cluster. One for all sandboxes of this process.
 */
public final class RehearsalApi {

    /** Helm's own look at what is there already, as against a template's. */
    private static final String EXISTENCE = "Go-http-client";

    /**
     * @param secret  the release as Helm would have stored it
     * @param lookups what templates asked for, and what was there; empty where nothing was
     */
    public record Rehearsed(JsonNode secret, Map<String, ObjectNode> lookups) {}

    private static final class Only {
        private static final RehearsalApi INSTANCE = new RehearsalApi();
    }

    private final ApiServer server = new ApiServer(this::answer);
    private Api live;
    private List<? extends JsonNode> history = List.of();
    private Map<String, ObjectNode> lookups = Map.of();
    private JsonNode posted;

    private RehearsalApi() {}

    /**
     * @param history Secrets of the release's revisions
     * @param helm    calls the real Helm with that kubeconfig; it fails once the release is there
     * @throws IllegalStateException what Helm says when it does not come so far
     */
    public static Rehearsed of(DirectApi cluster, List<? extends JsonNode> history, Consumer<String> helm) {
        return Only.INSTANCE.rehearsed(cluster, history, helm);
    }

    private synchronized Rehearsed rehearsed(DirectApi cluster, List<? extends JsonNode> revisions, Consumer<String> helm) {
        live = cluster.api();
        history = revisions;
        lookups = new LinkedHashMap<>();
        posted = null;
        try {
            helm.accept(kubeconfig());
        } catch (IllegalStateException refused) {
            if (posted == null) {
                throw refused;
            }
        }
        return new Rehearsed(posted, lookups);
    }

    private String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: rehearsal
                contexts: [{name: rehearsal, context: {cluster: rehearsal, user: rehearsal}}]
                clusters: [{name: rehearsal, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: "%s"}}]
                users: [{name: rehearsal, user: {token: rehearsal}}]
                """.formatted(server.port(), FakeKubernetesCluster.certificateAuthorityData());
    }

    private ApiReply answer(ApiCall call) {
        if (!call.method().equals("GET")) {
            posted = posted == null ? ApiRequest.object(call.contentType(), call.body()) : posted;
            return refusal(StatusException.of(403, "Forbidden", "a rehearsal stores nothing"));
        }
        if (call.parameters().getOrDefault("labelSelector", "").contains("owner=helm")) {
            return new ApiReply.Json(200, revisions(call.parameters().get("labelSelector")), List.of());
        }
        Optional<ObjectNode> all = live.state().locked(() -> new AggregatedDiscovery(live.state().types).find(call.path(), call.accepted()));
        if (all.isPresent()) {
            return new ApiReply.Text(200, AggregatedDiscovery.MEDIA_TYPE, Json.bytes(all.get()));
        }
        ApiReply reply = live.unobserved(call);
        if (!live.isObjects(call.path())) {
            return reply;
        }
        if (call.userAgent().startsWith(EXISTENCE)) {
            return refusal(StatusException.pathNotFound());
        }
        lookups.put(call.path(), reply instanceof ApiReply.Json(int code, ObjectNode body, _) && code < 400 ? body.deepCopy() : Json.object());
        return reply;
    }

    private static ApiReply refusal(StatusException refusal) {
        return new ApiReply.Json(refusal.code(), refusal.toJson(), List.of());
    }

    private ObjectNode revisions(String selector) {
        ObjectNode list = Json.object().put("kind", "SecretList").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", "1");
        ArrayNode items = list.putArray("items");
        history.stream()
                .filter(secret -> Selectors.labels(selector).test(Json.strings(secret.at("/metadata/labels"))))
                .forEach(items::add);
        return list;
    }
}
