package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What clients ask before anything else: version, groups, resources of each group, schemas. */
record Discovery(ResourceTypes types, String kubernetesVersion) {

    static final List<String> VERBS = List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    /** Of subresources. */
    static final List<String> VERBS_OF_PARTS = List.of("get", "patch", "update");

    /** The answer to such a path, if it is one. */
    Optional<ObjectNode> find(String path) {
        String[] words = path.replaceFirst("^/+", "").replaceFirst("/+$", "").split("/");
        return switch (words[0]) {
            case "version" -> Optional.of(version());
            case "api" -> words.length == 1
                    ? Optional.of(coreVersions())
                    : Optional.of(resources("", words[1])).filter(list -> words.length == 2);
            case "apis" -> switch (words.length) {
                case 1 -> Optional.of(groups());
                case 2 -> Optional.of(group(words[1]));
                case 3 -> Optional.of(resources(words[1], words[2]));
                default -> Optional.empty();
            };
            case "openapi" -> path.startsWith("/openapi/v3") ? Optional.of(schemas()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private ObjectNode version() {
        String[] numbers = kubernetesVersion.split("\\.");
        return Json.object()
                .put("major", numbers[0])
                .put("minor", numbers[1])
                .put("gitVersion", "v" + kubernetesVersion + ".0-eks-sandbox")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("platform", "linux/amd64");
    }

    private static ObjectNode coreVersions() {
        ObjectNode versions = Json.object().put("kind", "APIVersions").put("apiVersion", "v1");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private ObjectNode groups() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        versionsByGroup().forEach((group, versions) -> groups.add(describe(group, versions)));
        return list;
    }

    private ObjectNode group(String group) {
        Set<String> versions = versionsByGroup().get(group);
        if (versions == null) {
            throw StatusException.pathNotFound();
        }
        return describe(group, versions).put("kind", "APIGroup").put("apiVersion", "v1");
    }

    private Map<String, Set<String>> versionsByGroup() {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        types.all().stream()
                .filter(type -> !type.group().isEmpty())
                .forEach(type -> groups.computeIfAbsent(type.group(), group -> new LinkedHashSet<>())
                        .add(type.version()));
        return groups;
    }

    private static ObjectNode describe(String group, Set<String> versions) {
        ObjectNode described = Json.object().put("name", group);
        ArrayNode list = described.putArray("versions");
        versions.forEach(version ->
                list.addObject().put("groupVersion", group + "/" + version).put("version", version));
        described.set("preferredVersion", list.get(0).deepCopy());
        return described;
    }

    private ObjectNode resources(String group, String version) {
        ObjectNode list = Json.object()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = list.putArray("resources");
        types.all().stream()
                .filter(type -> type.group().equals(group) && type.version().equals(version))
                .forEach(type -> addResources(resources, type));
        if (resources.isEmpty()) {
            throw StatusException.pathNotFound();
        }
        return list;
    }

    private static void addResources(ArrayNode resources, ResourceType type) {
        ObjectNode resource = resources.addObject()
                .put("name", type.plural())
                .put("singularName", type.singular())
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        VERBS.forEach(Json.arrayAt(resource, "verbs")::add);
        type.shortNames().forEach(Json.arrayAt(resource, "shortNames")::add);
        for (String subresource : type.subresources()) {
            ObjectNode sub = resources.addObject()
                    .put("name", type.plural() + "/" + subresource)
                    .put("singularName", "")
                    .put("namespaced", type.namespaced())
                    .put("kind", type.kind());
            VERBS_OF_PARTS.forEach(sub.putArray("verbs")::add);
        }
    }

    /** No schemas: clients then leave validation to the server, which is strict. */
    private static ObjectNode schemas() {
        ObjectNode schemas = Json.object();
        schemas.putObject("paths");
        return schemas;
    }
}
