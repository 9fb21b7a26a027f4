package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * All that is served in two answers, as every cluster has given it since 1.30 to clients that ask for it, Helm among them; without
 * it they ask about each version of each group, some thirty times
 * (https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery). Only rehearsals have it yet: in a run every one of
 * those questions takes its time, as with the clusters that its recorded traces were made with.
 */
record AggregatedDiscovery(ResourceTypes types) {

    static final String MEDIA_TYPE = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    /** The answer to a client that takes this form first, where the path is one of the two. */
    Optional<ObjectNode> find(String path, String accepted) {
        boolean core = path.equals("/api");
        return (core || path.equals("/apis")) && accepted.startsWith(MEDIA_TYPE) ? Optional.of(groups(core)) : Optional.empty();
    }

    private ObjectNode groups(boolean core) {
        ObjectNode list = Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        list.putObject("metadata");
        ArrayNode groups = list.putArray("items");
        List<ResourceType> all = types.all().stream().filter(type -> type.group().isEmpty() == core).toList();
        all.stream().map(ResourceType::group).distinct().forEach(group -> {
            ObjectNode described = groups.addObject();
            described.putObject("metadata").put("name", group);
            ArrayNode versions = described.putArray("versions");
            List<ResourceType> ofGroup = all.stream().filter(type -> type.group().equals(group)).toList();
            ofGroup.stream().map(ResourceType::version).distinct().forEach(version -> {
                ObjectNode served = versions.addObject().put("version", version).put("freshness", "Current");
                ArrayNode resources = served.putArray("resources");
                ofGroup.stream().filter(type -> type.version().equals(version)).forEach(type -> add(resources, type));
            });
        });
        return list;
    }

    private static void add(ArrayNode resources, ResourceType type) {
        ObjectNode resource = resources.addObject()
                .put("resource", type.plural())
                .put("scope", type.namespaced() ? "Namespaced" : "Cluster")
                .put("singularResource", type.singular());
        resource.set("responseKind", kind(type));
        Discovery.VERBS.forEach(resource.putArray("verbs")::add);
        if (!type.shortNames().isEmpty()) {
            type.shortNames().forEach(resource.putArray("shortNames")::add);
        }
        for (String name : type.subresources()) {
            ObjectNode subresource = Json.arrayAt(resource, "subresources").addObject().put("subresource", name);
            subresource.set("responseKind", kind(type));
            Discovery.VERBS_OF_PARTS.forEach(subresource.putArray("verbs")::add);
        }
    }

    private static ObjectNode kind(ResourceType type) {
        return Json.object().put("group", type.group()).put("version", type.version()).put("kind", type.kind());
    }
}
