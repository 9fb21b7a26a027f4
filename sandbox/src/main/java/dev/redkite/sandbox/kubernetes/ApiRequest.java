package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request as it came in, and what its path names.
 *
 * @param warnings what the answer is to say besides: whoever handles the request adds to it
 */
record ApiRequest(ApiCall call, Optional<Target> target, List<String> warnings) {

    static ApiRequest of(ApiCall call, Optional<Target> target) {
        return new ApiRequest(call, target, new ArrayList<>());
    }

    /** @param namespace "" for cluster-wide objects and for lists over all namespaces */
    record Target(ResourceType type, String namespace, Optional<String> name, String subresource) {}

    String parameter(String name) {
        return call.parameters().getOrDefault(name, "");
    }

    boolean watching() {
        return parameter("watch").equals("true") || parameter("watch").equals("1");
    }

    /** Whether it is only to be tried. */
    boolean dryRun() {
        return parameter("dryRun").equals("All");
    }

    /** What its parameters are called as a whole. */
    String optionsKind() {
        return switch (call.method()) {
            case "POST" -> "CreateOptions";
            case "PUT" -> "UpdateOptions";
            case "PATCH" -> "PatchOptions";
            case "DELETE" -> "DeleteOptions";
            default -> "ListOptions";
        };
    }

    /** The verb that access rules know. */
    String verb() {
        boolean named = target.map(Target::name).isPresent() && target.get().name().isPresent();
        return switch (call.method()) {
            case "GET", "HEAD" -> target.isEmpty() || named && !watching() ? "get" : watching() ? "watch" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> throw StatusException.methodNotAllowed(call.method());
        };
    }

    /** The name in the path or, at a creation, in the body; empty where neither has one. */
    String objectName() {
        Optional<String> named = target.flatMap(Target::name);
        if (named.isPresent() || !call.method().equals("POST") || call.body().length == 0) {
            return named.orElse("");
        }
        return object().path("metadata").path("name").asText();
    }

    /** Who changes: the named field manager, or else the first word of the user agent, as on a real server. */
    String fieldManager() {
        String named = parameter("fieldManager");
        return named.isEmpty() ? call.userAgent().split("[/ ]", 2)[0] : named;
    }

    ObjectNode object() {
        return object(call.contentType(), call.body());
    }

    static ObjectNode object(String contentType, byte[] body) {
        JsonNode node = contentType.startsWith(ProtobufDecoder.MEDIA_TYPE)
                ? ProtobufDecoder.decode(body)
                : Json.parse(body, contentType.contains("yaml"));
        if (node instanceof ObjectNode object) {
            Json.dropNulls(object);
            return object;
        }
        throw StatusException.badRequest("the body of the request is not an object");
    }

    /** Reads the path; absent for discovery and the like. */
    static Optional<Target> target(String path, ResourceTypes types) {
        List<String> words = Arrays.stream(path.split("/")).filter(word -> !word.isEmpty()).toList();
        boolean core = words.size() > 2 && words.get(0).equals("api");
        boolean grouped = words.size() > 3 && words.get(0).equals("apis");
        if (!core && !grouped) {
            return Optional.empty();
        }
        String group = core ? "" : words.get(1);
        String version = words.get(core ? 1 : 2);
        List<String> rest = words.subList(core ? 2 : 3, words.size());
        boolean inNamespace = rest.size() > 2
                && rest.get(0).equals("namespaces")
                && !List.of("status", "finalize").contains(rest.get(2));
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> named = inNamespace ? rest.subList(2, rest.size()) : rest;
        ResourceType type = types.find(group, version, named.getFirst()).orElseThrow(StatusException::pathNotFound);
        if (inNamespace && !type.namespaced() || named.size() > 3 || named.size() > 1 && type.namespaced() != inNamespace) {
            throw StatusException.pathNotFound();
        }
        return Optional.of(new Target(
                type,
                namespace,
                named.size() > 1 ? Optional.of(named.get(1)) : Optional.empty(),
                named.size() > 2 ? named.get(2) : ""));
    }
}
