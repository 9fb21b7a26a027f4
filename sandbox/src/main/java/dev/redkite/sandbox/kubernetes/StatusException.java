package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

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

    static StatusException applyConflict(ResourceType type, String name, List<String> conflicts) {
        String count = conflicts.size() == 1 ? "1 conflict" : conflicts.size() + " conflicts";
        ObjectNode details = details(type, name);
        ArrayNode causes = details.putArray("causes");
        conflicts.forEach(conflict ->
                causes.addObject().put("reason", "FieldManagerConflict").put("message", conflict));
        return new StatusException(
                409, "Conflict", "Apply failed with " + count + ": " + String.join(", ", conflicts), details);
    }

    static StatusException invalid(ResourceType type, String name, List<String> violations) {
        String list = violations.size() == 1 ? violations.getFirst() : violations.toString();
        ObjectNode details = details(type, name);
        ArrayNode causes = details.putArray("causes");
        violations.forEach(violation -> causes.addObject()
                .put("reason", "FieldValueInvalid")
                .put("message", violation)
                .put("field", violation.substring(0, Math.max(0, violation.indexOf(':')))));
        return new StatusException(
                422, "Invalid", type.kind() + "." + type.group() + " \"" + name + "\" is invalid: " + list, details);
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
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
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
