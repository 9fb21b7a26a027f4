package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * An object as a chart renders it; never changed in place.
 *
 * @param document kind of the document that it stands in, by which Helm sorts: its own, or List
 */
record Manifest(ObjectNode json, String document) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** https://github.com/helm/helm/blob/release-3.19/pkg/releaseutil/kind_sorter.go, UninstallOrder */
    private static final List<String> REMOVAL = List.of(
            "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "APIService", "Ingress", "IngressClass",
            "Service", "CronJob", "Job", "StatefulSet", "HorizontalPodAutoscaler", "Deployment", "ReplicaSet",
            "ReplicationController", "Pod", "DaemonSet", "RoleBinding", "Role", "ClusterRoleBinding", "ClusterRole",
            "CustomResourceDefinition", "PersistentVolumeClaim", "PersistentVolume", "StorageClass", "ConfigMap", "Secret",
            "ServiceAccount", "PodDisruptionBudget", "LimitRange", "ResourceQuota", "NetworkPolicy", "Namespace",
            "PriorityClass");

    /** Other kinds go last, by name. */
    static final Comparator<Manifest> FOR_REMOVAL = Comparator.comparingInt(Manifest::removal)
            .thenComparing(manifest -> manifest.removal() < REMOVAL.size() ? "" : manifest.document());

    /** In the order of the text, which is Helm's order of kinds. */
    static List<Manifest> parse(String text) {
        List<Manifest> manifests = new ArrayList<>();
        try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(text)) {
            while (documents.hasNext()) {
                if (documents.next() instanceof ObjectNode object && !object.isEmpty()) {
                    collect(object, object.path("kind").asText(), manifests);
                }
            }
        } catch (JsonProcessingException e) {
            throw new HelmException("YAML parse error: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("a text can always be read", e);
        }
        return List.copyOf(manifests);
    }

    /** Of a List there is nothing in the cluster but its items. */
    private static void collect(ObjectNode object, String document, List<Manifest> manifests) {
        if (object.path("kind").asText().equals("List") && object.path("items").isArray()) {
            object.path("items").forEach(item -> collect((ObjectNode) item, document, manifests));
        } else {
            manifests.add(new Manifest((ObjectNode) sorted(object), document));
        }
    }

    /** By name, as Go writes maps: a hash of a template is made from its text. */
    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> list.add(sorted(item)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> object.set(entry.getKey(), sorted(entry.getValue())));
        return object;
    }

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    String namespaceOr(String ofRelease) {
        return json.at("/metadata/namespace").asText(ofRelease);
    }

    private int removal() {
        int place = REMOVAL.indexOf(document);
        return place < 0 ? REMOVAL.size() : place;
    }
}
