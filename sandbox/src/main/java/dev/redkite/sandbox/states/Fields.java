package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fields of one JSON object of a definition: each is taken once, and what nobody took is refused. */
final class Fields {

    private final JsonNode object;
    private final String path;
    private final Set<String> taken = new HashSet<>();

    Fields(JsonNode object, String path) {
        if (!object.isObject()) {
            throw new DefinitionException(path, "must be an object");
        }
        this.object = object;
        this.path = path;
    }

    String path() {
        return path;
    }

    String path(String field) {
        return path + "." + field;
    }

    boolean has(String field) {
        return object.has(field);
    }

    /** The field's value; a missing node when there is none. */
    JsonNode take(String field) {
        taken.add(field);
        JsonNode value = object.get(field);
        return value == null ? MissingNode.getInstance() : value;
    }

    Optional<Expression> expression(String field) {
        JsonNode value = take(field);
        return value.isMissingNode() ? Optional.empty() : Optional.of(Expression.compile(value, path(field)));
    }

    Optional<String> text(String field) {
        JsonNode value = take(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new DefinitionException(path(field), "must be a string that is not blank");
        }
        return Optional.of(value.textValue());
    }

    String requireText(String field) {
        return text(field).orElseThrow(() -> new DefinitionException(path(field), "is missing"));
    }

    /** A whole number within the bounds, both included. */
    int whole(String field, int otherwise, int least, int most) {
        JsonNode value = take(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw new DefinitionException(path(field), "must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    Fields object(String field) {
        return new Fields(take(field), path(field));
    }

    /** The array's objects; at least one. */
    List<Fields> objects(String field) {
        JsonNode value = take(field);
        if (!value.isArray() || value.isEmpty()) {
            throw new DefinitionException(path(field), "must be an array of at least one object");
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : value) {
            objects.add(new Fields(element, path(field) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    List<Fields> optionalObjects(String field) {
        return has(field) ? objects(field) : List.of();
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    void refuseOthers() {
        for (String name : names()) {
            if (!taken.contains(name)) {
                throw new DefinitionException(path(name), "is not a field that the sandbox knows here; remove it");
            }
        }
    }
}
