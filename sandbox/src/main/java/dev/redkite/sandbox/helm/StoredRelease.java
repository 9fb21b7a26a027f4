package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One revision, as the JSON that Helm stores (https://github.com/helm/helm/blob/release-3.19/pkg/release/release.go). Of
 * the chart only its metadata is kept: nobody reads templates and defaults from there.
 */
record StoredRelease(ObjectNode json) {

    static StoredRelease begun(
            String namespace, String name, Rendering rendering, JsonNode values, String status, int revision, Instant at) {
        ObjectNode json = Json.object().put("name", name);
        json.withObject("/info")
                .put("first_deployed", at.toString())
                .put("last_deployed", at.toString())
                .put("deleted", "")
                .put("status", status);
        json.withObject("/chart").set("metadata", rendering.chart());
        if (!values.isEmpty()) {
            json.set("config", values);
        }
        json.put("manifest", rendering.manifest()).put("version", revision).put("namespace", namespace);
        return new StoredRelease(json);
    }

    /** A Secret's data is base64 by itself, and Helm encodes once more. */
    static StoredRelease read(JsonNode secret) {
        byte[] packed = Base64.getDecoder().decode(Base64.getDecoder().decode(secret.at("/data/release").asText()));
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new StoredRelease(Json.read(unpacked, ObjectNode.class));
        } catch (IOException e) {
            throw new UncheckedIOException("a release's Secret is not gzipped", e);
        }
    }

    String packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new Packing(bytes)) {
            gzip.write(Json.bytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(Base64.getEncoder().encode(bytes.toByteArray()));
    }

    /** Size does not matter in memory. */
    private static final class Packing extends GZIPOutputStream {
        private Packing(ByteArrayOutputStream bytes) throws IOException {
            super(bytes);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    StoredRelease with(String status, String description) {
        ObjectNode changed = json.deepCopy();
        changed.withObject("/info").put("status", status).put("description", description);
        return new StoredRelease(changed);
    }

    StoredRelease with(String status) {
        return with(status, json.at("/info/description").asText());
    }

    StoredRelease deletedAt(Instant at) {
        ObjectNode changed = json.deepCopy();
        changed.withObject("/info").put("deleted", at.toString());
        return new StoredRelease(changed);
    }

    StoredRelease firstDeployedAs(StoredRelease earlier) {
        ObjectNode changed = json.deepCopy();
        changed.withObject("/info").set("first_deployed", earlier.json.at("/info/first_deployed"));
        return new StoredRelease(changed);
    }

    String key() {
        return "sh.helm.release.v1.%s.v%d".formatted(name(), revision());
    }

    String name() {
        return json.path("name").asText();
    }

    int revision() {
        return json.path("version").asInt();
    }

    String status() {
        return json.at("/info/status").asText();
    }

    boolean pending() {
        return status().startsWith("pending-");
    }
}
