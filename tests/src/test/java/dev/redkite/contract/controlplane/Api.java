package dev.redkite.contract.controlplane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.redkite.json.Json;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.TrustManager;

/** A Kubernetes API as bytes on the wire, so that no client's own reading comes between. Bodies are given as YAML. */
record Api(String endpoint, String token, HttpClient client) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** @param warning what the API server has to say besides; empty mostly */
    record Answer(int code, JsonNode body, Optional<String> warning) {

        String reason() {
            return body.path("reason").asText();
        }

        String message() {
            return body.path("message").asText();
        }
    }

    static Api at(String endpoint, String certificateAuthority, String token) {
        try {
            TrustManager[] trusted = SSLUtils.trustManagers(certificateAuthority, null, false, null, null);
            return new Api(endpoint, token, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                    .sslContext(SSLUtils.sslContext(null, trusted)).build());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path) {
        return get(path, "application/json");
    }

    Answer get(String path, String accepted) {
        return send(request(path).header("Accept", accepted).GET());
    }

    Answer post(String path, String yaml) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json(yaml))));
    }

    Answer put(String path, JsonNode body) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(Json.text(body))));
    }

    /** @param type such as {@code merge-patch+json} */
    Answer patch(String path, String type, String yaml) {
        return send(request(path).header("Content-Type", "application/" + type)
                .method("PATCH", BodyPublishers.ofString(json(yaml))));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(endpoint + path)).header("Authorization", "Bearer " + token);
    }

    private static String json(String yaml) {
        try {
            return YAML.readTree(yaml).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(yaml, e);
        }
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            String body = response.body();
            return new Answer(response.statusCode(), body.startsWith("{") ? Json.parse(body) : MissingNode.getInstance(),
                    response.headers().firstValue("Warning"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
