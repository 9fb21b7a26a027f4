package dev.redkite.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Reads the Secrets in which Helm keeps releases: gzipped JSON in base64
 * (https://helm.sh/docs/topics/advanced/#storage-backends, https://github.com/helm/helm/blob/main/pkg/storage/driver/util.go).
 * {@code helm status} says neither the values nor when an operation began, and loads a library of 98 MB to say the rest.
 */
record ReleaseStore(KubernetesClient kubernetes) {

    /** The upgrade adds the tenth. */
    private static final int MOST_BEFORE_AN_UPGRADE = 9;

    /** Every revision that Helm still knows, the oldest first. */
    List<StoredRelease> history(String namespace, String name) {
        return revisions(namespace, name).map(secret -> read(namespace, secret)).toList();
    }

    /** Forgets a release, its newest revision first. */
    void forget(String namespace, String name) {
        revisions(namespace, name).toList().reversed().forEach(secret -> kubernetes.resource(secret).delete());
    }

    /**
     * Forgets all but the newest revisions and what is deployed. The helm command keeps ten; the library that is used here
     * is never told to, and would keep all, each of 75 to 140 kB.
     */
    void forgetOldRevisions(String namespace, String name) {
        List<Secret> revisions = revisions(namespace, name).toList();
        revisions.subList(0, Math.max(0, revisions.size() - MOST_BEFORE_AN_UPGRADE)).stream()
                .filter(secret -> !"deployed".equals(secret.getMetadata().getLabels().get("status")))
                .forEach(secret -> kubernetes.resource(secret).delete());
    }

    /**
     * Marks a revision whose Helm process died as failed. Helm refuses to touch a pending release, upgrades over a
     * failed one, and then applies every object again (https://github.com/helm/helm/issues/7476).
     */
    void markFailed(String namespace, String name) {
        newest(namespace, name).ifPresent(secret -> {
            ObjectNode release = unpacked(secret);
            ObjectNode info = release.withObject("/info");
            info.put("description", "interrupted while " + info.path("status").asText() + "; marked by Redkite");
            info.put("status", "failed");
            secret.getMetadata().getLabels().put("status", "failed");
            secret.setData(Map.of("release", packed(release)));
            kubernetes.resource(secret).update();
        });
    }

    private Optional<Secret> newest(String namespace, String name) {
        return revisions(namespace, name).reduce((_, later) -> later);
    }

    /** The oldest first. */
    private Stream<Secret> revisions(String namespace, String name) {
        return kubernetes.secrets().inNamespace(namespace)
                .withLabels(Map.of("owner", "helm", "name", name))
                .list().getItems().stream()
                .sorted(Comparator.comparingInt(secret -> Integer.parseInt(secret.getMetadata().getLabels().get("version"))));
    }

    private static StoredRelease read(String namespace, Secret secret) {
        JsonNode release = unpacked(secret);
        JsonNode chart = release.path("chart").path("metadata");
        return new StoredRelease(
                namespace,
                release.path("name").asText(),
                release.path("version").asInt(),
                release.path("info").path("status").asText(),
                release.path("info").path("description").asText(),
                chart.path("name").asText(),
                chart.path("version").asText(),
                release.path("config").isObject() ? release.path("config") : Json.object(),
                release.path("manifest").asText(),
                Instant.parse(secret.getMetadata().getCreationTimestamp()));
    }

    /** A Secret's data is base64 by itself, and Helm encodes once more. */
    private static ObjectNode unpacked(Secret secret) {
        byte[] helm = Base64.getDecoder().decode(secret.getData().get("release"));
        try (GZIPInputStream json = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(helm)))) {
            return (ObjectNode) Json.parse(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Helm's Secret " + secret.getMetadata().getName() + " is not gzipped", e);
        }
    }

    private static String packed(JsonNode release) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(Json.bytes(release));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(Base64.getEncoder().encode(bytes.toByteArray()));
    }
}
