package dev.redkite.sandbox.tenant;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Types what a message says, letter by letter, as people do who are told what to do next. */
public record Kubectl(KubernetesClient kubernetes) {

    private static final Pattern DELETION = Pattern.compile("kubectl(?: -n ([a-z0-9-]+))? delete ([a-z]+) ([a-z0-9.-]*[a-z0-9])");

    private static final Pattern PATCH = Pattern.compile(
            "kubectl(?: -n ([a-z0-9-]+))? patch ([a-z]+) ([a-z0-9.-]+) --type=merge -p '([^']+)'");

    /** Every deletion in it and then every patch; how many there were. */
    public int follow(String message) {
        List<MatchResult> deletions = DELETION.matcher(message).results().toList();
        deletions.forEach(found -> object(found).delete());
        List<MatchResult> patches = PATCH.matcher(message).results().toList();
        patches.forEach(found -> object(found).patch(PatchContext.of(PatchType.JSON_MERGE), found.group(4)));
        return deletions.size() + patches.size();
    }

    private Resource<GenericKubernetesResource> object(MatchResult found) {
        ResourceDefinitionContext type = type(found.group(2));
        MixedOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>> all = kubernetes.genericKubernetesResources(type);
        return type.isNamespaceScoped()
                ? all.inNamespace(found.group(1) == null ? "default" : found.group(1)).withName(found.group(3))
                : all.withName(found.group(3));
    }

    /** What a kind is called in the API, as kubectl asks the server. */
    private ResourceDefinitionContext type(String kind) {
        return Stream.concat(Stream.of("v1"), kubernetes.getApiGroups().getGroups().stream()
                        .map(group -> group.getPreferredVersion().getGroupVersion()))
                .flatMap(version -> kubernetes.getApiResources(version).getResources().stream()
                        .filter(found -> found.getSingularName().equals(kind) || found.getKind().toLowerCase(Locale.ROOT).equals(kind))
                        .map(found -> ResourceDefinitionContext.fromApiResource(version, found)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("error: the server doesn't have a resource type \"" + kind + "\""));
    }
}
