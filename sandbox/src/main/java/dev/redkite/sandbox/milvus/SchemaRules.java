package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a collection may be made of. */
final class SchemaRules {

    private SchemaRules() {}

    /** Refuses what no version takes, and more than one vector field before 2.4; user fields are numbered from 100. */
    static CollectionSchema checked(CollectionSchema schema, MilvusVersion version) {
        checkName(schema.getName());
        List<FieldSchema> keys = schema.getFieldsList().stream().filter(FieldSchema::getIsPrimaryKey).toList();
        if (keys.size() != 1 || keys.getFirst().getDataType() != DataType.Int64 && keys.getFirst().getDataType() != DataType.VarChar) {
            throw invalid("schema needs exactly one primary key field, Int64 or VarChar");
        }
        refuseUnknown(schema);
        Set<String> names = new HashSet<>();
        CollectionSchema.Builder numbered = schema.toBuilder();
        int number = 100;
        for (FieldSchema.Builder field : numbered.getFieldsBuilderList()) {
            if (!names.add(field.getName())) {
                throw invalid("duplicated field name: %s", field.getName());
            }
            field.setFieldID(number++);
        }
        checkVectors(schema, version);
        return numbered.build();
    }

    static void checkName(String name) {
        if (!name.matches("[A-Za-z_]\\w{0,254}")) {
            throw invalid("Invalid collection name: %s. it must begin with a letter or underscore and hold only letters, digits and underscores", name);
        }
    }

    /** What a server would take, and would then do what the fake cannot. */
    private static void refuseUnknown(CollectionSchema schema) {
        if (schema.getFunctionsCount() > 0) {
            throw new UnsupportedOperationException("FakeMilvus runs no functions of a schema");
        }
        for (FieldSchema field : schema.getFieldsList()) {
            if (!Columns.TYPES.contains(field.getDataType())) {
                throw new UnsupportedOperationException("FakeMilvus keeps no fields of type " + field.getDataType());
            }
            if (field.getNullable() || field.hasDefaultValue()) {
                throw new UnsupportedOperationException("FakeMilvus keeps no rows without a value of " + field.getName());
            }
        }
    }

    private static void checkVectors(CollectionSchema schema, MilvusVersion version) {
        List<FieldSchema> vectors = schema.getFieldsList().stream().filter(Columns::isVector).toList();
        if (vectors.isEmpty()) {
            throw invalid("schema does not contain vector field");
        }
        if (vectors.size() > 1 && !version.atLeast(2, 4)) {
            throw invalid("multiple vector fields is not supported, fields name: %s, %s",
                    vectors.get(0).getName(), vectors.get(1).getName());
        }
        for (FieldSchema vector : vectors) {
            int dimension = Columns.dimension(vector);
            int least = version.atLeast(2, 3) ? 2 : 1;
            if (dimension < least || dimension > 32768) {
                throw invalid("invalid dimension: %d of field %s. should be in range %d ~ 32768", dimension, vector.getName(), least);
            }
        }
    }
}
