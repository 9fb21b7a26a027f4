package dev.redkite.milvus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;

/** The user's own chart values, merged last; their user.yaml is merged inside, for both sides write into it. */
final class UserValues {

    static final String FILES = "extraConfigFiles";
    static final String FILE = "user.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    private UserValues() {}

    static ObjectNode merged(ObjectNode values, ObjectNode configuration, JsonNode helmValues) {
        JsonNode users = helmValues == null || helmValues.isNull() ? Json.object() : helmValues;
        Json.merge(values, users);
        ObjectNode whole = configuration(users);
        Json.merge(whole, configuration);
        values.withObjectProperty(FILES).put(FILE, text(whole));
        return values;
    }

    /** @throws InvalidRequest when the user's user.yaml is no YAML mapping */
    static ObjectNode configuration(JsonNode helmValues) {
        String text = helmValues.path(FILES).path(FILE).asText("");
        try {
            JsonNode tree = YAML.readTree(text);
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                return Json.object();
            }
            if (tree instanceof ObjectNode mapping) {
                return nested(mapping);
            }
        } catch (JsonProcessingException e) {
            throw new InvalidRequest("milvus.helmValues.extraConfigFiles.user.yaml is not YAML"
                    + (e.getLocation() == null ? "" : ": look at line %d".formatted(e.getLocation().getLineNr())), e);
        }
        throw new InvalidRequest("milvus.helmValues.extraConfigFiles.user.yaml must be a mapping of Milvus' configuration keys.");
    }

    /** Milvus reads {@code kafka.brokerList: x} as what it reads {@code kafka: {brokerList: x}}; here it is written in one way. */
    static ObjectNode nested(ObjectNode mapping) {
        ObjectNode nested = Json.object();
        mapping.properties().forEach(member -> {
            JsonNode value = member.getValue() instanceof ObjectNode below ? nested(below) : member.getValue();
            String[] names = member.getKey().split("\\.");
            for (int i = names.length - 1; i >= 0; i--) {
                ObjectNode parent = Json.object();
                parent.set(names[i], value);
                value = parent;
            }
            Json.merge(nested, value);
        });
        return nested;
    }

    private static String text(ObjectNode tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
