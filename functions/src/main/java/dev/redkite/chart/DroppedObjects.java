package dev.redkite.chart;

import dev.redkite.chart.ManifestObjects.Key;
import dev.redkite.chart.ManifestObjects.Named;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Helm has forgotten, or is to forget, and stands all the same: objects of a release that an earlier revision has and the
 * newest has not. An upgrade
 * deletes them; a deletion that fails it only logs, and calls the release deployed
 * (https://github.com/helm/helm/blob/release-3.19/pkg/kube/client.go, {@code Update}).
 */
record DroppedObjects(KubernetesClient kubernetes) {

    private static final String KEEP = "helm.sh/resource-policy";
    private static final String RELEASE = "meta.helm.sh/release-name";
    private static final String NAMESPACE = "meta.helm.sh/release-namespace";

    /** What still stands of a deployed release's earlier revisions alone; a first revision has nothing before it. */
    List<HasMetadata> standing(List<StoredRelease> history) {
        StoredRelease newest = history.getLast();
        Set<String> written = documents(history);
        written.removeAll(ManifestObjects.documents(newest.manifest()));
        if (written.isEmpty()) {
            return List.of();
        }
        ManifestObjects objects = new ManifestObjects(kubernetes, newest.namespace());
        Map<Key, Named> dropped = objects.of(written);
        dropped.keySet().removeAll(objects.of(newest.manifest()).keySet());
        return found(objects, dropped.values(), newest.namespace(), newest.name()).stream()
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** Everything that stands of these revisions of one release, and be it on its way out. */
    List<HasMetadata> madeBy(List<StoredRelease> history) {
        StoredRelease newest = history.getLast();
        ManifestObjects objects = new ManifestObjects(kubernetes, newest.namespace());
        return found(objects, objects.of(documents(history)).values(), newest.namespace(), newest.name());
    }

    /** Most stand in every revision to the letter, and are read once. */
    private static Set<String> documents(List<StoredRelease> history) {
        return history.stream()
                .flatMap(revision -> ManifestObjects.documents(revision.manifest()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<HasMetadata> found(ManifestObjects objects, Collection<Named> called, String namespace, String name) {
        return called.stream()
                .map(objects::find)
                .filter(found -> found != null && belongs(found, namespace, name))
                .toList();
    }

    /** Not what the chart says is to stay, and not what another has taken over. */
    private static boolean belongs(HasMetadata object, String namespace, String name) {
        Map<String, String> annotations = Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
        return !"keep".equals(annotations.get(KEEP))
                && name.equals(annotations.get(RELEASE))
                && namespace.equals(annotations.get(NAMESPACE));
    }

    /** In the background, as Helm does. */
    void remove(List<HasMetadata> standing) {
        standing.forEach(object -> kubernetes.resource(object).delete());
    }
}
