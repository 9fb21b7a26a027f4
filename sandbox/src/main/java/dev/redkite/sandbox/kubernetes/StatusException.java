package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An answer of kind Status, worded as the API server words it. */
public final class StatusException extends RuntimeException {

    private final int code;
    private final String reason;
    private final transient ObjectNode details;

    private StatusException(int code, String reason, String message, ObjectNode details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    /** For faults that are injected: any code between 400 and 599, with its reason, such as InternalError. */
    public static StatusException of(int code, String reason, String message) {
        return new StatusException(code, reason, message, Json.object());
    }

    static StatusException badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static StatusException unauthorized() {
        return of(401, "Unauthorized", "Unauthorized");
    }

    static StatusException forbidden(ResourceType type, String name, String why) {
        return new StatusException(
                403, "Forbidden", type.qualifiedPlural() + " \"" + name + "\" is forbidden: " + why, details(type, name));
    }

    static StatusException unsupportedMediaType(String message) {
        return of(415, "UnsupportedMediaType", message);
    }

    static StatusException methodNotAllowed(String method) {
        return of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource: " + method);
    }

    static StatusException pathNotFound() {
        return of(404, "NotFound", "the server could not find the requested resource");
    }

    static StatusException notFound(ResourceType type, String name) {
        return new StatusException(
                404, "NotFound", type.qualifiedPlural() + " \"" + name + "\" not found", details(type, name));
    }

    static StatusException alreadyExists(ResourceType type, String name) {
        return new StatusException(
                409, "AlreadyExists", type.qualifiedPlural() + " \"" + name + "\" already exists", details(type, name));
    }

    static StatusException conflict(ResourceType type, String name, String why) {
        return new StatusException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + type.qualifiedPlural() + " \"" + name + "\": " + why,
                details(type, name));
    }

    /** @param conflicts the fields that each other manager holds, under the manager as it is told */
    static StatusException applyConflict(ResourceType type, String name, Map<String, List<String>> conflicts) {
        ObjectNode details = details(type, name);
        ArrayNode causes = details.putArray("causes");
        conflicts.forEach((manager, fields) -> fields.forEach(field -> causes.addObject()
                .put("reason", "FieldManagerConflict").put("message", "conflict with " + manager).put("field", field)));
        String told = causes.size() == 1
                ? " conflict: " + causes.get(0).path("message").asText() + ": " + causes.get(0).path("field").asText()
                : " conflicts: " + conflicts.entrySet().stream().map(entry -> "conflicts with " + entry.getKey() + ":\n- "
                        + String.join("\n- ", entry.getValue())).collect(Collectors.joining("\n"));
        return new StatusException(409, "Conflict", "Apply failed with " + causes.size() + told, details);
    }

    static StatusException invalid(ResourceType type, String name, List<Violations.Violation> violations) {
        String list = violations.size() == 1 ? violations.getFirst().toString() : violations.toString();
        ObjectNode details = details(type, name).put("kind", type.kind());
        ArrayNode causes = details.putArray("causes");
        violations.forEach(violation -> causes.addObject()
                .put("reason", violation.reason())
                .put("message", violation.body())
                .put("field", violation.field()));
        String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
        return new StatusException(422, "Invalid", kind + " \"" + name + "\" is invalid: " + list, details);
    }

    /** Of options, which are no part of an object. */
    static StatusException invalidOptions(String kind, Violations.Violation violation) {
        return of(422, "Invalid", kind + ".meta.k8s.io \"\" is invalid: " + violation);
    }

    static StatusException internalError(String message) {
        return of(500, "InternalError", "Internal error occurred: " + message);
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }

    ObjectNode toJson() {
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", getMessage());
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        if (details != null && !details.isEmpty()) {
            status.set("details", details);
        }
        return status.put("code", code);
    }

    private static ObjectNode details(ResourceType type, String name) {
        ObjectNode details = Json.object().put("name", name);
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        return details.put("kind", type.plural());
    }
}
