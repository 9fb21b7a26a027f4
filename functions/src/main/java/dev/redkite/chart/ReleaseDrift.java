package dev.redkite.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.chart.ManifestObjects.Named;
import dev.redkite.stage.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What somebody deleted or edited behind Helm, which never looks back. Compared is what the API server keeps as it was given:
 * labels, annotations, the texts of a ConfigMap and the number of replicas. Everything else it completes and rewrites.
 */
final class ReleaseDrift {

    /** Paths of what is compared, in the words of JSON pointers. */
    private static final List<String> KEPT = List.of("/metadata/labels", "/metadata/annotations", "/data", "/spec/replicas");

    private final KubernetesClient kubernetes;
    private final ManifestObjects objects;

    ReleaseDrift(KubernetesClient kubernetes, String namespace) {
        this.kubernetes = kubernetes;
        this.objects = new ManifestObjects(kubernetes, namespace);
    }

    List<String> of(String manifest) {
        List<String> differences = new ArrayList<>();
        Map<String, List<Named>> byKind = objects.of(manifest).values().stream()
                .collect(Collectors.groupingBy(object -> object.apiVersion() + " " + object.kind() + " " + object.namespace()));
        byKind.values().forEach(alike -> {
            Function<Named, HasMetadata> standing = standing(alike);
            alike.forEach(named -> compare(named, standing.apply(named), differences));
        });
        differences.sort(String::compareTo);
        return differences;
    }

    /** Several of a kind by one list; Secrets one by one, for Helm's own are among them and large. */
    private Function<Named, HasMetadata> standing(List<Named> alike) {
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

    private static void compare(Named named, HasMetadata found, List<String> differences) {
        String object = "%s %s".formatted(named.kind(), named.name());
        if (found == null) {
            differences.add(object + " is missing");
            return;
        }
        JsonNode standing = Json.tree(found);
        KEPT.stream()
                .filter(path -> !named.kind().equals("Secret") || !path.equals("/data"))
                .filter(path -> !same(named.written().at(path), standing.at(path)))
                .forEach(path -> differences.add("%s was edited: %s".formatted(object, path.substring(1).replace('/', '.'))));
    }

    /** Members that others added are theirs. */
    private static boolean same(JsonNode written, JsonNode standing) {
        if (written instanceof ObjectNode members) {
            return members.properties().stream().allMatch(member -> !member.getValue().isTextual()
                    || member.getValue().asText().equals(standing.path(member.getKey()).asText(null)));
        }
        return !written.isInt() || written.asInt() == standing.asInt(1);
    }
}
