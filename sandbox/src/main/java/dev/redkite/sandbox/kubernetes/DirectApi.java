package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A cluster's API without a socket: the same requests through the same checks and the same interceptor, answered in
 * the caller's own thread. What the interceptor throws comes out at the caller.
 */
public final class DirectApi {

    /** @param body empty where the answer is no JSON object */
    public record Answer(int code, ObjectNode body) {

        public boolean succeeded() {
            return code < 400;
        }
    }

    /** @param path of all objects of a kind, in the namespace if it has one */
    public record Served(String path, boolean namespaced, boolean custom) {}

    private final Api api;
    private final ClusterState state;

    DirectApi(Api api, ClusterState state) {
        this.api = api;
        this.state = state;
    }

    Api api() {
        return api;
    }

    /** The versions that are served now, such as {@code apps/v1}. */
    public Set<String> versions() {
        return state.locked(() -> state.types.all().stream().map(ResourceType::apiVersion)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * @throws EOFException when the connection ended without an answer
     * @throws UnsupportedOperationException for a port-forward
     */
    public Answer send(ApiCall call) throws IOException {
        return switch (api.answer(call)) {
            case ApiReply.Json(int code, ObjectNode body, _) -> new Answer(code, body.deepCopy());
            case ApiReply.Text text -> new Answer(text.code(), Json.object());
            case ApiReply.Dropped _ -> throw new EOFException("EOF");
            case ApiReply.Tunnel _ -> throw new UnsupportedOperationException(call.path());
        };
    }

    /**
     * Asks for a port-forward, as a client's WebSocket would; what then goes through it is the caller's affair.
     *
     * @throws IOException when it is refused, nothing listens there, or the connection ends without an answer
     */
    public void forward(String namespace, String pod, int port, String token) throws IOException {
        String path = "/api/v1/namespaces/%s/pods/%s/portforward".formatted(namespace, pod);
        ApiReply reply = api.answer(new ApiCall("GET", path, Map.of("ports", Integer.toString(port)), "",
                "fabric8-kubernetes-client", "Bearer " + token, "", true, new byte[0]));
        switch (reply) {
            case ApiReply.Tunnel(Optional<InetSocketAddress> listener, int _) ->
                listener.orElseThrow(() -> new ConnectException(PortForward.refused(port)));
            case ApiReply.Json(int _, ObjectNode body, var _) -> throw new IOException(body.path("message").asText());
            case ApiReply.Dropped _ -> throw new EOFException("EOF");
            case ApiReply.Text _ -> throw new IOException("no tunnel: " + reply);
        }
    }

    /** Where a kind's objects are, as discovery tells it to clients; empty for a kind that is not served. */
    public Optional<Served> findServed(String apiVersion, String kind, String namespace) {
        return state.locked(() -> state.types.findKind(apiVersion, kind)).map(type -> new Served(
                (type.group().isEmpty() ? "/api/v1" : "/apis/" + apiVersion)
                        + (type.namespaced() ? "/namespaces/" + namespace : "") + "/" + type.plural(),
                type.namespaced(),
                type.custom()));
    }

    /**
     * For a Kubernetes client that is to speak to one cluster only, whatever its configured address is.
     *
     * @param found asked at each request; while it is empty, connections are refused
     */
    public static HttpClient.Factory httpClients(Supplier<Optional<DirectApi>> found) {
        return new DirectHttpClient.Factory(() -> found.get().map(direct -> direct.api));
    }
}
