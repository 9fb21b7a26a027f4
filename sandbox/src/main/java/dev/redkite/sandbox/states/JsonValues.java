package dev.redkite.sandbox.states;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as the JSONata engine sees it, and back. The engine gets read-only values, so they can be shared. */
final class JsonValues {

    /** 256 KiB, what AWS passes on at most: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
    static final int LARGEST_PAYLOAD = 262_144;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonValues() {}

    static Object toEngine(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties().forEach(field -> map.put(field.getKey(), toEngine(field.getValue())));
                yield Collections.unmodifiableMap(map);
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>(node.size());
                node.forEach(element -> list.add(toEngine(element)));
                yield Collections.unmodifiableList(list);
            }
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> toEngineNumber(node);
            case NULL -> Jsonata.NULL_VALUE;
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not JSON: " + node.getNodeType());
        };
    }

    private static Number toEngineNumber(JsonNode number) {
        if (number.isInt()) {
            return number.intValue();
        }
        return number.isLong() ? number.longValue() : Double.valueOf(number.doubleValue());
    }

    /** Refuses what JSON does not have: functions, patterns, infinities. The caller has ruled out undefined. */
    static JsonNode fromEngine(Object value, String path) throws QueryEvaluationException {
        if (value == null || value == Jsonata.NULL_VALUE) {
            return NODES.nullNode();
        }
        return switch (value) {
            case String text -> NODES.textNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number when Double.isFinite(number) -> NODES.numberNode(number);
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode(list.size());
                for (Object element : list) {
                    array.add(fromEngine(element, path));
                }
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    object.set(entry.getKey().toString(), fromEngine(entry.getValue(), path));
                }
                yield object;
            }
            default -> throw new QueryEvaluationException(path, "the result holds something that JSON cannot ("
                    + value.getClass().getSimpleName() + ")");
        };
    }

    static boolean tooLarge(JsonNode payload) {
        return Json.bytes(payload).length > LARGEST_PAYLOAD;
    }
}
