package dev.redkite.chart;

import dev.redkite.chart.ManifestObjects.Key;
import dev.redkite.chart.ManifestObjects.Named;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
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

    /** What still stands of a deployed release's earlier revisions alone. */
    List<HasMetadata> standing(String namespace, String name) {
        ManifestObjects objects = new ManifestObjects(kubernetes, namespace);
        Map<Key, Named> dropped = new LinkedHashMap<>();
        Map<Key, Named> newest = Map.of();
        for (String manifest : new ReleaseStore(kubernetes).manifests(namespace, name)) {
            newest = objects.of(manifest);
            dropped.putAll(newest);
        }
        dropped.keySet().removeAll(newest.keySet());
        List<HasMetadata> standing = new ArrayList<>();
        for (Named object : dropped.values()) {
            HasMetadata found = objects.find(object);
            if (found != null && belongs(found, namespace, name)) {
                standing.add(found);
            }
        }
        return standing;
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
