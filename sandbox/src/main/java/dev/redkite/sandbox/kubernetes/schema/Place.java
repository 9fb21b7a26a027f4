package dev.redkite.sandbox.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import dev.redkite.sandbox.kubernetes.schema.Decoded.Shortcoming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where in a body the schema is violated, and in whose words that is told.
 *
 * @param parent     the value that the violation is in: of a missing or unknown member the object, else the value itself
 * @param path       as validation writes it, such as {@code spec.containers[0].resources.requests[cpu]}
 * @param goPath     as Go's decoder writes it, without places in lists and keys of maps
 * @param struct     the type that the last member of goPath is in
 * @param name       of that member
 * @param definition of the violating value
 * @param order      where in the body it is: the places of members and items from its root on
 */
record Place(ValidationMessage message, JsonNode parent, String path, String goPath, String struct, String name,
        Definition definition, int[] order) {

    private static final Set<String> OF_THE_MEMBER = Set.of("additionalProperties", "required");

    static Place of(Definition type, JsonNode body, ValidationMessage message) {
        Walk walk = new Walk(type, body);
        JsonNodePath location = message.getInstanceLocation();
        for (int i = 0; i < location.getNameCount(); i++) {
            walk.step(location.getElement(i));
        }
        JsonNode parent = walk.value;
        if (OF_THE_MEMBER.contains(message.getType())) {
            walk.step(message.getProperty());
        }
        return new Place(message, parent, walk.path.toString(), walk.goPath.toString(), walk.struct, walk.name,
                walk.definition, walk.places.stream().mapToInt(Integer::intValue).toArray());
    }

    private static final class Walk {
        private final StringBuilder path = new StringBuilder();
        private final StringBuilder goPath = new StringBuilder();
        private final List<Integer> places = new ArrayList<>();
        private String struct = "";
        private String name = "";
        private Definition definition;
        private JsonNode value;

        private Walk(Definition definition, JsonNode value) {
            this.definition = definition;
            this.value = value;
        }

        private void step(Object element) {
            if (value.isArray()) {
                int index = Integer.parseInt(element.toString());
                path.append('[').append(index).append(']');
                places.add(index);
                definition = definition.item();
                value = value.path(index);
                return;
            }
            String member = element.toString();
            boolean key = definition.isMap();
            places.add(place(member));
            definition = definition.member(member);
            value = value.path(member);
            if (key) {
                path.append('[').append(member).append(']');
                return;
            }
            path.append(path.isEmpty() ? "" : ".").append(member);
            goPath.append(goPath.isEmpty() ? "" : ".").append(member);
            struct = definition.simpleOwner();
            name = member;
        }

        private int place(String member) {
            int place = 0;
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                if (entry.getKey().equals(member)) {
                    break;
                }
                place++;
            }
            return place;
        }
    }

    /** Why the body cannot be read at all, if this is a reason. */
    Optional<String> unreadable() {
        JsonNode value = parent;
        return switch (message.getType()) {
            case "type", "minimum", "maximum" -> Optional.of(isQuantity()
                    ? QuantityFormat.refusal("")
                    : "json: cannot unmarshal %s into Go struct field %s.%s of type %s".formatted(
                            described(value), struct, goPath, definition.goType()));
            case "format" -> Optional.of(switch (message.getSchemaNode().asText()) {
                case QuantityFormat.NAME -> QuantityFormat.refusal(value.asText());
                case "byte" -> Base64Format.refusal(value.asText());
                default -> "parsing time \"%1$s\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"%1$s\" as \"2006\""
                        .formatted(value.asText());
            });
            default -> Optional.empty();
        };
    }

    private boolean isQuantity() {
        return definition.goType().equals("resource.Quantity");
    }

    /** As Go's decoder calls what it found; of a number that would fit no number it says which one. */
    private String described(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case BOOLEAN -> "bool";
            case NUMBER -> definition.goType().startsWith("int") ? "number " + value.asText() : "number";
            default -> "string";
        };
    }

    /** Only texts can be missing in Go; of other members what is not there is zero, and judged by its own rule. */
    Optional<Shortcoming> missing() {
        return definition.goType().equals("string")
                ? Optional.of(new Shortcoming.Missing(path, member()))
                : Optional.empty();
    }

    /** An empty text is as good as none, and gets its default. */
    Optional<Shortcoming> unsupported() {
        List<String> supported = new ArrayList<>();
        message.getSchemaNode().forEach(each -> supported.add(each.asText()));
        return parent.asText().isEmpty()
                ? Optional.empty()
                : Optional.of(new Shortcoming.Unsupported(path, member(), parent.asText(), supported));
    }

    private String member() {
        return struct + "." + name;
    }
}
