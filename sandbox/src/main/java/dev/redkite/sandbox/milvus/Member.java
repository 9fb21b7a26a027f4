package dev.redkite.sandbox.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a filter compares: a scalar field, or what is at a path within a field of JSON. Any name that is no field's means a
 * member of the dynamic field, where a collection has one (https://milvus.io/docs/enable-dynamic-field.md).
 */
record Member(String field, boolean json, List<String> path) {

    static Optional<Member> find(CollectionSchema schema, String name) {
        Optional<FieldSchema> field = schema.getFieldsList().stream().filter(each -> each.getName().equals(name)).findFirst();
        if (field.isPresent()) {
            return field.filter(each -> !Columns.isVector(each))
                    .map(each -> new Member(name, each.getDataType() == DataType.JSON, List.of()));
        }
        if (!schema.getEnableDynamicField()) {
            return Optional.empty();
        }
        boolean whole = name.equals(DynamicField.NAME);
        return Optional.of(new Member(DynamicField.NAME, true, whole ? List.of() : List.of(name)));
    }

    Member inner(String key) {
        return new Member(field, json, Stream.concat(path.stream(), Stream.of(key)).toList());
    }

    /** Null where a row has nothing there, or nothing that can be compared. */
    Object in(Map<String, Object> row) {
        if (!json) {
            return row.get(field);
        }
        JsonNode node = (JsonNode) row.get(field);
        for (String key : path) {
            node = node.path(key);
        }
        return switch (node.getNodeType()) {
            case NUMBER -> node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            default -> null;
        };
    }
}
