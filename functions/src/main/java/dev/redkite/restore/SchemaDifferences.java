package dev.redkite.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A collection's schema as Milvus tells it, held against milvus-backup's words in a manifest (core/proto/backup.proto there). */
final class SchemaDifferences {

    private SchemaDifferences() {}

    /** Each a sentence; none where both say the same. */
    static List<String> of(JsonNode kept, DescribeCollectionResp present) {
        List<String> differences = new ArrayList<>();
        CollectionSchema schema = present.getCollectionSchema();
        if (kept.path("enable_dynamic_field").asBoolean() != schema.isEnableDynamicField()) {
            differences.add("its dynamic field is %s".formatted(schema.isEnableDynamicField() ? "on" : "off"));
        }
        Map<String, String> wanted = kept.path("fields").valueStream().filter(field -> !field.path("is_dynamic").asBoolean())
                .collect(Collectors.toMap(field -> field.path("name").asText(), SchemaDifferences::described, (one, _) -> one, TreeMap::new));
        Map<String, String> found = schema.getFieldSchemaList().stream()
                .collect(Collectors.toMap(FieldSchema::getName, SchemaDifferences::described, (one, _) -> one, TreeMap::new));
        wanted.forEach((name, words) -> {
            if (!words.equals(found.get(name))) {
                differences.add("field %s is %s instead of %s".formatted(name, Objects.requireNonNullElse(found.get(name), "missing"), words));
            }
        });
        return differences;
    }

    private static String described(JsonNode field) {
        Function<String, String> parameter = name -> field.path("type_params").valueStream()
                .filter(pair -> pair.path("key").asText().equals(name)).map(pair -> pair.path("value").asText()).findFirst().orElse("");
        return described(field.path("data_type").asInt(), field.path("is_primary_key").asBoolean(), field.path("autoID").asBoolean(),
                field.path("nullable").asBoolean(), parameter.apply("dim"));
    }

    private static String described(FieldSchema field) {
        return described(field.getDataType().getCode(), Boolean.TRUE.equals(field.getIsPrimaryKey()), Boolean.TRUE.equals(field.getAutoID()),
                Boolean.TRUE.equals(field.getIsNullable()), field.getDimension() == null ? "" : field.getDimension().toString());
    }

    private static String described(int type, boolean key, boolean made, boolean nullable, String dimension) {
        return "of type %d%s%s%s%s".formatted(type, dimension.isEmpty() ? "" : " and dimension " + dimension, key ? ", the primary key" : "",
                made ? ", made by Milvus" : "", nullable ? ", nullable" : "");
    }
}
