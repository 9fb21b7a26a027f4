package dev.redkite.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.chart.ManifestObjects.Named;
import dev.redkite.json.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody deleted or edited behind Helm, which never looks back. Compared is all that the chart wrote and an upgrade
 * can put right.
 */
final class ReleaseDrift {

    /** The API's classes keep what they do not know; here it is left out. */
    private static final JsonMapper READING = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            })
            .build();

    private final KubernetesClient kubernetes;
    private final ManifestObjects objects;

    ReleaseDrift(KubernetesClient kubernetes, String namespace) {
        this.kubernetes = kubernetes;
        this.objects = new ManifestObjects(kubernetes, namespace);
    }

    /** In words for people. @param edited by object and member */
    record Found(List<String> missing, List<String> edited) {}

    Found of(String manifest) {
        Found differences = new Found(new ArrayList<>(), new ArrayList<>());
        Collection<Named> all = objects.of(manifest).values();
        Set<String> scaled = scaled(all);
        Map<String, List<Named>> byKind = all.stream()
                .collect(Collectors.groupingBy(object -> object.apiVersion() + " " + object.kind() + " " + object.namespace()));
        byKind.values().forEach(alike -> {
            Function<Named, @Nullable HasMetadata> standing = standing(alike);
            alike.forEach(named -> compare(named, standing.apply(named), scaled, differences));
        });
        differences.missing().sort(String::compareTo);
        differences.edited().sort(String::compareTo);
        return differences;
    }

    /** Several of a kind by one list; Secrets one by one, for Helm's own are among them and large. */
    private Function<Named, @Nullable HasMetadata> standing(List<Named> alike) {
        HasMetadata first = objects.called(alike.getFirst());
        boolean listed = alike.size() > 1 && first instanceof Namespaced
                && !(first instanceof Secret) && !(first instanceof GenericKubernetesResource);
        if (!listed) {
            return objects::find;
        }
        Map<String, HasMetadata> found = kubernetes.resources(first.getClass())
                .inNamespace(alike.getFirst().namespace()).list().getItems().stream()
                .collect(Collectors.toMap(each -> each.getMetadata().getName(), each -> each));
        return named -> found.get(named.name());
    }

    /** The upgrade of a custom resource compares two revisions, and not what stands: it makes a missing one, and no more. */
    private static void compare(Named named, @Nullable HasMetadata found, Set<String> scaled, Found differences) {
        String object = "%s %s".formatted(named.kind(), named.name());
        if (found == null) {
            differences.missing().add(object + " is missing");
        } else if (!(found instanceof GenericKubernetesResource) && !named.kind().equals("CustomResourceDefinition")) {
            JsonNode standing = Json.tree(found);
            List<String> edited = ManifestComparison.differences(comparable(named.written(), scaled.contains(object)), standing);
            if (!edited.isEmpty()) {
                edited = ManifestComparison.differences(comparable(readable(named.written(), found), scaled.contains(object)), standing);
            }
            edited.forEach(path -> differences.edited().add("%s was edited: %s".formatted(object, path)));
        }
    }

    /** Without what the API server does not know, and therefore drops. */
    private static JsonNode readable(JsonNode written, HasMetadata found) {
        try {
            return Json.tree(READING.treeToValue(written, found.getClass()));
        } catch (JsonProcessingException unreadable) {
            return written;
        }
    }

    /** Without what another may write once the chart has. */
    private static ObjectNode comparable(JsonNode written, boolean scaled) {
        ObjectNode kept = written.deepCopy();
        kept.remove(List.of("apiVersion", "kind", "status"));
        kept.withObject("/metadata").retain("labels", "annotations");
        switch (written.path("kind").asText()) {
            // Generated once and then looked up, or somebody's rotation.
            case "Secret" -> kept.remove(List.of("data", "stringData"));
            // Nothing of it can be changed but its size, which only grows.
            case "PersistentVolumeClaim" -> kept.remove("spec");
            case "ClusterRole" -> {
                if (written.has("aggregationRule")) {
                    kept.remove("rules");
                }
            }
            default -> {
                if (scaled) {
                    kept.withObject("/spec").remove("replicas");
                }
                if (written.at("/metadata/annotations").properties().stream()
                        .anyMatch(annotation -> annotation.getKey().startsWith("cert-manager.io/inject-"))) {
                    kept.findParents("caBundle").forEach(parent -> ((ObjectNode) parent).remove("caBundle"));
                }
            }
        }
        return kept;
    }

    /** What an autoscaler of the release sizes. */
    private static Set<String> scaled(Collection<Named> objects) {
        return objects.stream()
                .filter(named -> named.kind().equals("HorizontalPodAutoscaler"))
                .map(named -> named.written().at("/spec/scaleTargetRef"))
                .map(target -> "%s %s".formatted(target.path("kind").asText(), target.path("name").asText()))
                .collect(Collectors.toSet());
    }
}
