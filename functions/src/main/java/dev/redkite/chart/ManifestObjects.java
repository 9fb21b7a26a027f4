package dev.redkite.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.redkite.json.Json;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a manifest, by what they are called. What else a chart wrote is read as text only, for an earlier revision
 * may hold what no class of Kubernetes takes: such a revision failed, and is no reason to fail again.
 */
record ManifestObjects(KubernetesClient kubernetes, String namespace) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---\\s*$");

    /** An object whatever version of its API is asked for. */
    record Key(String group, String kind, String namespace, String name) {}

    /** @param written as the chart wrote it */
    record Named(String apiVersion, String kind, String namespace, String name, JsonNode written) {

        Key key() {
            return new Key(apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "",
                    kind, namespace, name);
        }
    }

    Map<Key, Named> of(String manifest) {
        return of(documents(manifest));
    }

    /** @param documents each as {@link #documents(String)} splits them off */
    Map<Key, Named> of(Collection<String> documents) {
        Map<Key, Named> objects = new LinkedHashMap<>();
        parsed(documents).forEach(document -> collect(document, objects));
        return objects;
    }

    /** As they are written, unread. */
    static List<String> documents(String manifest) {
        return List.of(SEPARATOR.split(manifest));
    }

    private static List<JsonNode> parsed(Collection<String> texts) {
        List<JsonNode> documents = new ArrayList<>();
        for (String document : texts) {
            try (MappingIterator<JsonNode> parsed = YAML.readerFor(JsonNode.class).readValues(document)) {
                parsed.forEachRemaining(documents::add);
            } catch (JsonProcessingException | RuntimeException unreadable) {
                continue;
            } catch (IOException e) {
                throw new UncheckedIOException("a text can always be read", e);
            }
        }
        return documents;
    }

    private void collect(JsonNode document, Map<Key, Named> objects) {
        if (document.path("kind").asText().equals("List")) {
            document.path("items").forEach(item -> collect(item, objects));
        } else if (document.path("metadata").hasNonNull("name")) {
            Named named = new Named(document.path("apiVersion").asText(), document.path("kind").asText(),
                    document.at("/metadata/namespace").asText(namespace), document.at("/metadata/name").asText(), document);
            objects.put(named.key(), named);
        }
    }

    /** As it stands, if it does. */
    @Nullable HasMetadata find(Named named) {
        return kubernetes.resource(called(named)).get();
    }

    /** Of the class of its kind, and with nothing in it but how it is called. */
    HasMetadata called(Named named) {
        ObjectNode called = Json.object().put("apiVersion", named.apiVersion()).put("kind", named.kind());
        called.putObject("metadata").put("name", named.name()).put("namespace", named.namespace());
        return kubernetes.getKubernetesSerialization().unmarshal(called.toString());
    }
}
