package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The field that takes whatever members a row has beyond the schema's fields: one object of JSON for each row
 * (https://milvus.io/docs/enable-dynamic-field.md).
 */
final class DynamicField {

    static final String NAME = "$meta";

    private static final FieldSchema SCHEMA =
            FieldSchema.newBuilder().setName(NAME).setDataType(DataType.JSON).setIsDynamic(true).build();

    private DynamicField() {}

    /** What a column of a client's says of each row; refuses what would hide a field of the schema. */
    static List<Object> values(CollectionSchema schema, FieldData column) {
        if (!schema.getEnableDynamicField()) {
            throw invalid("without dynamic schema enabled, the field name cannot be set to %s", NAME);
        }
        List<Object> rows = Columns.values(SCHEMA, column);
        for (Object row : rows) {
            if (!(row instanceof ObjectNode members)) {
                throw invalid("dynamic field data is no object of JSON: %s", row);
            }
            if (members.has(NAME)) {
                throw invalid("cannot set key to: %s", NAME);
            }
            schema.getFieldsList().stream().map(FieldSchema::getName).filter(members::has).findFirst().ifPresent(name -> {
                throw invalid("dynamic field name cannot include the static field name: %s", name);
            });
        }
        return rows;
    }

    /** For rows of which a client said nothing more. */
    static List<Object> nothing(int count) {
        return Collections.nCopies(count, Json.parse("{}"));
    }

    /** The members of those names, which a row need not have; every one where the field itself is named. */
    static FieldData column(List<Map<String, Object>> rows, Collection<String> wanted) {
        List<Object> values = rows.stream().map(row -> (JsonNode) row.get(NAME))
                .<Object>map(row -> wanted.contains(NAME) ? row : row.<ObjectNode>deepCopy().retain(wanted))
                .toList();
        return Columns.column(SCHEMA, values).toBuilder().setIsDynamic(true).build();
    }
}
