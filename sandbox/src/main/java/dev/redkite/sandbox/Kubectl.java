package dev.redkite.sandbox;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Types what a message says, letter by letter, as people do who are told what to do next. */
public record Kubectl(KubernetesClient kubernetes) {

    private static final Pattern DELETION = Pattern.compile("kubectl(?: -n ([a-z0-9-]+))? delete ([a-z]+) ([a-z0-9.-]*[a-z0-9])");

    /** Every deletion in it; how many there were. */
    public int follow(String message) {
        List<MatchResult> deletions = DELETION.matcher(message).results().toList();
        deletions.forEach(found -> delete(found.group(1), found.group(2), found.group(3)));
        return deletions.size();
    }

    private void delete(String namespace, String kind, String name) {
        ResourceDefinitionContext type = type(kind);
        MixedOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>> all = kubernetes.genericKubernetesResources(type);
        if (type.isNamespaceScoped()) {
            all.inNamespace(namespace == null ? "default" : namespace).withName(name).delete();
        } else {
            all.withName(name).delete();
        }
    }

    /** What a kind is called in the API, as kubectl asks the server. */
    private ResourceDefinitionContext type(String kind) {
        return Stream.concat(Stream.of("v1"), kubernetes.getApiGroups().getGroups().stream()
                        .map(group -> group.getPreferredVersion().getGroupVersion()))
                .flatMap(version -> kubernetes.getApiResources(version).getResources().stream()
                        .filter(found -> found.getSingularName().equals(kind) || found.getKind().toLowerCase(Locale.ROOT).equals(kind))
                        .map(found -> context(version, found)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("error: the server doesn't have a resource type \"" + kind + "\""));
    }

    private static ResourceDefinitionContext context(String groupVersion, APIResource found) {
        int slash = groupVersion.indexOf('/');
        return new ResourceDefinitionContext.Builder()
                .withGroup(slash < 0 ? "" : groupVersion.substring(0, slash))
                .withVersion(groupVersion.substring(slash + 1))
                .withKind(found.getKind())
                .withPlural(found.getName())
                .withNamespaced(found.getNamespaced())
                .build();
    }
}
