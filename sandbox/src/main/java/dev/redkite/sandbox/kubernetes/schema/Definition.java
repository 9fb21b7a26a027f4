package dev.redkite.sandbox.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the published schema says of one place in an object: a named type, or a member of one.
 *
 * @param owner the named type that it is in or is, such as io.k8s.api.core.v1.Container
 * @param json  as published, without what it refers to
 */
public record Definition(String owner, JsonNode json) {

    static final String REFERENCE = "#/components/schemas/";

    private Definition resolved() {
        String reference = json.path("$ref").asText(json.at("/allOf/0/$ref").asText());
        return reference.isEmpty() ? this : PublishedSchema.named(reference.substring(REFERENCE.length()));
    }

    /** The member of that name, or the value of that key of a map. */
    public Definition member(String name) {
        Definition here = resolved();
        JsonNode found = here.json.path("properties").path(name);
        return new Definition(here.owner, found.isMissingNode() ? here.json.path("additionalProperties") : found);
    }

    public Definition item() {
        Definition here = resolved();
        return new Definition(here.owner, here.json.path("items"));
    }

    boolean isMap() {
        return resolved().json.path("additionalProperties").isObject();
    }

    /** Such as Container: what Go calls the type. */
    String simpleOwner() {
        return owner.substring(owner.lastIndexOf('.') + 1);
    }

    /** As Go writes the type of a value that is there, such as {@code []v1.Container}. */
    String goType() {
        Definition here = resolved();
        if (here != this) {
            return here.goTypeOfNamed();
        }
        return switch (json.path("type").asText()) {
            case "integer" -> json.path("format").asText("int32");
            case "boolean" -> "bool";
            case "number" -> "float64";
            case "array" -> "[]" + item().goType();
            case "object" -> "map[string]" + member("").goType();
            default -> json.path("format").asText().equals("byte") ? "[]uint8" : "string";
        };
    }

    private String goTypeOfNamed() {
        String[] words = owner.split("\\.");
        return switch (simpleOwner()) {
            case "IntOrString" -> "int32";
            case "Quantity" -> "resource.Quantity";
            default -> words[words.length - 2] + "." + simpleOwner();
        };
    }
}
