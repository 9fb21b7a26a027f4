package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.kubernetes.ApiCall;
import dev.redkite.sandbox.kubernetes.DirectApi;
import java.io.EOFException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Helm's requests to one cluster, one after the other, with one token as long as a command lasts. */
record Requests(DirectApi api, String token) {

    /** The name of the process that Helm's client says: the library runs in a Java process. */
    static final String FIELD_MANAGER = "java";

    private static final String TYPED_CLIENT = "java/v0.0.0 (linux/amd64) kubernetes/$Format";
    private static final String JSON = "application/json";
    private static final Map<String, String> NONE = Map.of();
    private static final byte[] EMPTY = {};
    private static final String UNDISCOVERED = "could not get apiVersions from Kubernetes";

    /** client-go asks again when a connection ends before the answer, but only where nothing changes (rest/with_retry.go). */
    private static final int RETRIES = 10;

    /** Fails as every command of Helm does first when the cluster cannot be reached. */
    void reach() {
        DirectApi.Answer answer = send("GET", "/version", NONE, "", EMPTY);
        if (!answer.succeeded()) {
            throw HelmException.refused(answer.code(), "Kubernetes cluster unreachable: " + unread(answer.code()));
        }
    }

    /** What client-go makes of a code alone: it does not read the answer where it asks for no object (errors.go). */
    private static String unread(int code) {
        return switch (code) {
            case 400 -> "the server rejected our request for an unknown reason";
            case 401 -> "the server has asked for the client to provide credentials";
            case 403 -> "forbidden: unknown";
            case 404 -> "the server could not find the requested resource";
            case 429 -> "the server has received too many requests and has asked us to try again later";
            case 503 -> "the server is currently unable to handle the request";
            case 504 -> "the server was unable to return a response in the time allotted, but may still be processing the request";
            default -> "an error on the server (\"unknown\") has prevented the request from succeeding";
        };
    }

    /**
     * What Helm asks before it renders, so that each of these can fail: it tolerates a group that cannot be listed.
     *
     * @return the server's version, such as v1.35.0
     */
    String discover() {
        String version = discovered("/version", "could not get server version from Kubernetes").path("gitVersion").asText();
        discovered("/api", UNDISCOVERED);
        List<String> paths = new ArrayList<>(List.of("/api/v1"));
        for (JsonNode group : discovered("/apis", UNDISCOVERED).path("groups")) {
            group.path("versions").forEach(each -> paths.add("/apis/" + each.path("groupVersion").asText()));
        }
        Collections.sort(paths);
        for (String path : paths) {
            send("GET", path, NONE, "", EMPTY);
        }
        return version;
    }

    private ObjectNode discovered(String path, String doing) {
        DirectApi.Answer answer = send("GET", path, NONE, "", EMPTY);
        if (!answer.succeeded()) {
            throw HelmException.refused(answer.code(), doing + ": " + unread(answer.code()));
        }
        return answer.body();
    }

    /** What a template looks up; an object without members where there is nothing. */
    ObjectNode lookUp(String path) {
        DirectApi.Answer answer = send("GET", path, NONE, "", EMPTY);
        if (answer.succeeded()) {
            return answer.body();
        }
        if (answer.code() == 404) {
            return Json.object();
        }
        throw HelmException.refused(answer.code(), "error calling lookup: " + answer.body().path("message").asText());
    }

    Optional<DirectApi.Served> findServed(String apiVersion, String kind, String namespace) {
        return api.findServed(apiVersion, kind, namespace);
    }

    ObjectNode get(String path) {
        return require(send("GET", path, NONE, "", EMPTY));
    }

    ObjectNode list(String path, String labelSelector) {
        return require(send("GET", path, Map.of("labelSelector", labelSelector), "", EMPTY));
    }

    void create(String path, JsonNode object) {
        require(send("POST", path, NONE, JSON, Json.bytes(object)));
    }

    void createManaged(String path, JsonNode object) {
        require(send("POST", path, Map.of("fieldManager", FIELD_MANAGER), JSON, Json.bytes(object)));
    }

    void replace(String path, JsonNode object) {
        require(send("PUT", path, NONE, JSON, Json.bytes(object)));
    }

    void patch(String path, JsonNode patch) {
        require(send("PATCH", path, Map.of("fieldManager", FIELD_MANAGER), "application/merge-patch+json", Json.bytes(patch)));
    }

    void delete(String path, JsonNode options) {
        require(send("DELETE", path, NONE, JSON, Json.bytes(options)));
    }

    private static ObjectNode require(DirectApi.Answer answer) {
        if (!answer.succeeded()) {
            throw HelmException.refused(answer.code(), answer.body().path("message").asText());
        }
        return answer.body();
    }

    private DirectApi.Answer send(String method, String path, Map<String, String> parameters, String type, byte[] body) {
        ApiCall call = new ApiCall(method, path, parameters, type, TYPED_CLIENT, "Bearer " + token, JSON, false, body);
        for (int attempt = 0; ; attempt++) {
            try {
                return api.send(call);
            } catch (EOFException dropped) {
                if (!method.equals("GET") || attempt == RETRIES) {
                    throw unanswered(call, dropped);
                }
            } catch (IOException broken) {
                throw unanswered(call, broken);
            }
        }
    }

    /** As Go's net/http words it. */
    private static HelmException unanswered(ApiCall call, IOException why) {
        String verb = call.method().charAt(0) + call.method().substring(1).toLowerCase(Locale.ROOT);
        String query = call.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        return new HelmException("%s \"https://kubernetes.sandbox%s\": %s".formatted(
                verb, call.path() + (call.parameters().isEmpty() ? "" : query), why.getMessage()));
    }
}
