package dev.redkite.chart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Objects of a release that an earlier revision has and the newest has not, and that are there all the same. An upgrade
 * deletes them; a deletion that fails it only logs, and calls the release deployed
 * (https://github.com/helm/helm/blob/release-3.19/pkg/kube/client.go, {@code Update}).
 */
final class DroppedObjects {

    private static final String KEEP = "helm.sh/resource-policy";
    private static final String RELEASE = "meta.helm.sh/release-name";
    private static final String NAMESPACE = "meta.helm.sh/release-namespace";

    private final KubernetesClient kubernetes;

    DroppedObjects(KubernetesClient kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** An object whatever version of its API is asked for. */
    private record Key(String group, String kind, String namespace, String name) {

        static Key of(HasMetadata object) {
            String version = object.getApiVersion();
            return new Key(version.contains("/") ? version.substring(0, version.indexOf('/')) : "",
                    object.getKind(), object.getMetadata().getNamespace(), object.getMetadata().getName());
        }
    }

    /** What still stands of a deployed release's earlier revisions alone. */
    List<HasMetadata> standing(String namespace, String name) {
        List<String> manifests = new ReleaseStore(kubernetes).manifests(namespace, name);
        Map<Key, HasMetadata> dropped = new LinkedHashMap<>();
        Map<Key, HasMetadata> newest = Map.of();
        for (String manifest : manifests) {
            newest = objects(namespace, manifest);
            dropped.putAll(newest);
        }
        dropped.keySet().removeAll(newest.keySet());
        List<HasMetadata> standing = new ArrayList<>();
        for (HasMetadata object : dropped.values()) {
            HasMetadata found = kubernetes.resource(object).get();
            if (found != null && belongs(found, namespace, name)) {
                standing.add(found);
            }
        }
        return standing;
    }

    private Map<Key, HasMetadata> objects(String namespace, String manifest) {
        Map<Key, HasMetadata> objects = new LinkedHashMap<>();
        kubernetes.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))).items().forEach(object -> {
            if (object.getMetadata().getNamespace() == null) {
                object.getMetadata().setNamespace(namespace);
            }
            objects.put(Key.of(object), object);
        });
        return objects;
    }

    /** Not what the chart says is to stay, and not what another has taken over. */
    private static boolean belongs(HasMetadata object, String namespace, String name) {
        Map<String, String> annotations = Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
        return object.getMetadata().getDeletionTimestamp() == null
                && !"keep".equals(annotations.get(KEEP))
                && name.equals(annotations.get(RELEASE))
                && namespace.equals(annotations.get(NAMESPACE));
    }

    /** In the background, as Helm does. */
    void remove(List<HasMetadata> standing) {
        standing.forEach(object -> kubernetes.resource(object).delete());
    }
}
