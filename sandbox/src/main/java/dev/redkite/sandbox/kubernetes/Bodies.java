package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.kubernetes.schema.Decoded;
import dev.redkite.sandbox.kubernetes.schema.Decoded.Shortcoming;
import dev.redkite.sandbox.kubernetes.schema.PublishedSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Bodies of requests, read by the schema that Kubernetes publishes: what no type has is dropped with a warning, refused or
 * ignored, as the request asks (https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation).
 */
final class Bodies {

    private static final List<String> FIELD_VALIDATIONS = List.of("", "Ignore", "Strict", "Warn");

    /** Of these the rules of their kind say more than the schema can. */
    private static final Set<String> OTHERWISE = Set.of("NodeSelectorRequirement.operator", "NodeSelectorRequirement.key",
            "Toleration.operator", "ValidatingWebhook.sideEffects", "MutatingWebhook.sideEffects", "HTTPIngressPath.pathType",
            "PodAffinityTerm.topologyKey", "TopologySpreadConstraint.topologyKey", "LabelSelectorRequirement.key",
            "LabelSelectorRequirement.operator", "RoleRef.apiGroup", "RoleRef.kind", "RoleRef.name");

    /** Members of which Kubernetes names the object that they are in. */
    private static final Map<String, String> TOLD_OF_THE_WHOLE =
            Map.of("DeploymentStrategy.type", "type", "PersistentVolumeClaimSpec.accessModes", "[");

    private Bodies() {}

    /** A body that could be read, and what is wrong with it all the same. */
    record Read(List<Shortcoming> shortcomings) {

        void tell(Violations violations) {
            for (Shortcoming shortcoming : shortcomings) {
                switch (shortcoming) {
                    case Shortcoming.Missing(String path, String member) when !OTHERWISE.contains(member) ->
                            violations.required(path);
                    case Shortcoming.Unsupported(String path, String member, String value, List<String> supported)
                            when !OTHERWISE.contains(member) -> violations.unsupported(named(path, member), value, supported);
                    case Shortcoming.Missing _, Shortcoming.Unsupported _ -> { }
                }
            }
        }

        private static String named(String path, String member) {
            String end = TOLD_OF_THE_WHOLE.getOrDefault(member, "");
            int cut = end.isEmpty() ? -1 : path.lastIndexOf(end);
            return cut < 0 ? path : path.substring(0, cut).replaceFirst("\\.$", "");
        }
    }

    /** @param json changed in place: members that the type does not have go */
    static Read read(ResourceType type, ObjectNode json, ApiRequest request) {
        String validation = request.parameter("fieldValidation");
        if (!FIELD_VALIDATIONS.contains(validation)) {
            Violations violations = new Violations();
            violations.unsupported("fieldValidation", validation, FIELD_VALIDATIONS);
            throw StatusException.invalidOptions(request.optionsKind(), violations.found().getFirst());
        }
        Decoded decoded = decoded(type, json);
        decoded.unreadable().ifPresent(why -> {
            throw unreadable(type, json, request, why);
        });
        List<String> unknown = decoded.unknown().stream().map("unknown field \"%s\""::formatted).toList();
        if (validation.equals("Strict") && !unknown.isEmpty()) {
            throw unreadable(type, json, request, "strict decoding error: " + String.join(", ", unknown));
        }
        if (!validation.equals("Ignore")) {
            request.warnings().addAll(unknown);
        }
        return new Read(decoded.shortcomings());
    }

    /** What is applied has to be described altogether, since ownership is of what is described. */
    static void declared(ResourceType type, ObjectNode json) {
        Decoded decoded = decoded(type, json);
        String where = "failed to create typed patch object (%s/%s; %s, Kind=%s): ".formatted(Json.text(json, "metadata", "namespace"),
                Json.text(json, "metadata", "name"), type.apiVersion(), type.kind());
        if (!decoded.unknown().isEmpty()) {
            throw StatusException.of(500, "", where + (decoded.unknown().size() == 1 ? "" : "errors:\n  ") + decoded.unknown().stream()
                    .map(path -> "." + path + ": field not declared in schema").collect(Collectors.joining("\n  ")));
        }
        decoded.unreadable().ifPresent(why -> {
            throw StatusException.of(500, "", where + why);
        });
    }

    private static Decoded decoded(ResourceType type, ObjectNode json) {
        return PublishedSchema.find(type.apiVersion(), type.kind())
                .map(schema -> Decoded.of(schema, json))
                .orElse(Decoded.GOOD);
    }

    private static StatusException unreadable(ResourceType type, ObjectNode json, ApiRequest request, String why) {
        if (!request.call().method().equals("PATCH")) {
            return StatusException.badRequest("%s in version \"%s\" cannot be handled as a %s: %s"
                    .formatted(type.kind(), type.version(), type.kind(), why));
        }
        String quoted = request.call().contentType().startsWith(PatchApplier.STRATEGIC)
                ? GoText.of(Json.parse(request.call().body(), false))
                : GoText.json(json);
        return StatusException.of(422, "Invalid", " \"\" is invalid: patch: Invalid value: " + GoText.quoted(quoted) + ": " + why);
    }

    static StatusException anotherKind(String kind, String apiVersion, ResourceType type) {
        String version = apiVersion.substring(apiVersion.lastIndexOf('/') + 1);
        return StatusException.badRequest("%s in version \"%s\" cannot be handled as a %s: %s".formatted(kind, version, type.kind(),
                PublishedSchema.find(apiVersion, kind).isPresent()
                        ? "converting (%s.%s) to (core.%s): unknown conversion".formatted(version, kind, type.kind())
                        : "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go:111\""
                                .formatted(kind, apiVersion)));
    }
}
