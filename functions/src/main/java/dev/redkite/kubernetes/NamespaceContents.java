package dev.redkite.kubernetes;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.stream.Stream;

/** Everything that is in a namespace, of every kind that the API server knows. */
public record NamespaceContents(KubernetesClient kubernetes, String namespace) {

    /** Those that somebody has to let go of before they are gone. */
    public List<GenericKubernetesResource> held() {
        return all().filter(object -> !object.getMetadata().getFinalizers().isEmpty()).toList();
    }

    private Stream<GenericKubernetesResource> all() {
        Stream<String> groups = kubernetes.getApiGroups().getGroups().stream()
                .map(group -> group.getPreferredVersion())
                .map(GroupVersionForDiscovery::getGroupVersion);
        return Stream.concat(Stream.of("v1"), groups)
                .flatMap(version -> kinds(version).map(kind -> ResourceDefinitionContext.fromApiResource(version, kind)))
                .flatMap(kind -> kubernetes.genericKubernetesResources(kind).inNamespace(namespace).list().getItems().stream());
    }

    /**
     * Of an API that is served from within the cluster, such as metrics, and has no node to run on, nobody can list anything;
     * fabric8 answers null for one that has just gone.
     */
    private Stream<APIResource> kinds(String groupVersion) {
        try {
            return Stream.ofNullable(kubernetes.getApiResources(groupVersion))
                    .flatMap(kinds -> kinds.getResources().stream()).filter(NamespaceContents::listed);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_UNAVAILABLE) {
                return Stream.empty();
            }
            throw e;
        }
    }

    private static boolean listed(APIResource kind) {
        return kind.getNamespaced() && kind.getVerbs().contains("list") && !kind.getName().contains("/");
    }
}
