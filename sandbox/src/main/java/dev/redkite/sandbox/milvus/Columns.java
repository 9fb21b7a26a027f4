package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import com.google.protobuf.ByteString;
import dev.redkite.json.Json;
import io.milvus.grpc.BoolArray;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.IntArray;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.VectorField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Milvus speaks in columns; the fake stores rows. Whole numbers are kept as Long, fractions as Double, vectors as float[], JSON as nodes. */
final class Columns {

    /** The types of fields that are kept. */
    static final Set<DataType> TYPES = EnumSet.of(DataType.Bool, DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64,
            DataType.Float, DataType.Double, DataType.VarChar, DataType.JSON, DataType.FloatVector);

    private Columns() {}

    static int dimension(FieldSchema field) {
        return field.getTypeParamsList().stream()
                .filter(parameter -> parameter.getKey().equals("dim"))
                .map(parameter -> Integer.parseInt(parameter.getValue()))
                .findFirst()
                .orElseThrow(() -> invalid("dimension is not defined in field type params of field %s", field.getName()));
    }

    static boolean isVector(FieldSchema field) {
        return field.getDataType() == DataType.FloatVector;
    }

    /** Refuses another type or dimension than the schema's, as Milvus' proxy does. */
    static List<Object> values(FieldSchema field, FieldData data) {
        if (data.getType() != field.getDataType()) {
            throw invalid("field %s has data type %s, the schema says %s", field.getName(), data.getType(), field.getDataType());
        }
        ScalarField scalars = data.getScalars();
        return switch (field.getDataType()) {
            case Bool -> List.copyOf(scalars.getBoolData().getDataList());
            case Int8, Int16, Int32 ->
                scalars.getIntData().getDataList().stream().<Object>map(Integer::longValue).toList();
            case Int64 -> List.copyOf(scalars.getLongData().getDataList());
            case Float -> scalars.getFloatData().getDataList().stream().<Object>map(Float::doubleValue).toList();
            case Double -> List.copyOf(scalars.getDoubleData().getDataList());
            case VarChar -> List.copyOf(scalars.getStringData().getDataList());
            case JSON -> scalars.getJsonData().getDataList().stream().map(Columns::json).toList();
            case FloatVector -> vectors(field, data.getVectors());
            default -> throw new UnsupportedOperationException("FakeMilvus keeps no fields of type " + field.getDataType());
        };
    }

    private static Object json(ByteString text) {
        try {
            return Json.parse(text.toStringUtf8());
        } catch (IllegalArgumentException e) {
            throw invalid("field data is no JSON: %s", text.toStringUtf8());
        }
    }

    private static List<Object> vectors(FieldSchema field, VectorField vectors) {
        int dimension = dimension(field);
        List<Float> numbers = vectors.getFloatVector().getDataList();
        if (vectors.getDim() != dimension || numbers.size() % dimension != 0) {
            throw invalid("the dim (%d) of field data(%s) is not equal to schema dim (%d)", vectors.getDim(), field.getName(), dimension);
        }
        List<Object> rows = new ArrayList<>();
        for (int start = 0; start < numbers.size(); start += dimension) {
            float[] vector = new float[dimension];
            for (int i = 0; i < dimension; i++) {
                vector[i] = numbers.get(start + i);
            }
            rows.add(vector);
        }
        return rows;
    }

    static FieldData column(FieldSchema field, List<Object> values) {
        FieldData.Builder column = FieldData.newBuilder()
                .setFieldName(field.getName())
                .setFieldId(field.getFieldID())
                .setType(field.getDataType());
        return isVector(field)
                ? column.setVectors(vectorField(field, values)).build()
                : column.setScalars(scalars(field, values)).build();
    }

    private static VectorField vectorField(FieldSchema field, List<Object> values) {
        FloatArray.Builder numbers = FloatArray.newBuilder();
        for (Object value : values) {
            for (float number : (float[]) value) {
                numbers.addData(number);
            }
        }
        return VectorField.newBuilder().setDim(dimension(field)).setFloatVector(numbers).build();
    }

    private static ScalarField scalars(FieldSchema field, List<Object> values) {
        ScalarField.Builder scalars = ScalarField.newBuilder();
        switch (field.getDataType()) {
            case Bool -> scalars.setBoolData(
                    BoolArray.newBuilder().addAllData(values.stream().map(Boolean.class::cast).toList()));
            case Int8, Int16, Int32 -> scalars.setIntData(IntArray.newBuilder()
                    .addAllData(values.stream().map(value -> ((Long) value).intValue()).toList()));
            case Int64 -> scalars.setLongData(longs(values));
            case Float -> scalars.setFloatData(FloatArray.newBuilder()
                    .addAllData(values.stream().map(value -> ((Double) value).floatValue()).toList()));
            case Double -> scalars.setDoubleData(
                    DoubleArray.newBuilder().addAllData(values.stream().map(Double.class::cast).toList()));
            case VarChar -> scalars.setStringData(strings(values));
            case JSON -> scalars.setJsonData(JSONArray.newBuilder()
                    .addAllData(values.stream().map(value -> ByteString.copyFromUtf8(value.toString())).toList()));
            default -> throw new UnsupportedOperationException("FakeMilvus keeps no fields of type " + field.getDataType());
        }
        return scalars.build();
    }

    static LongArray longs(List<Object> values) {
        return LongArray.newBuilder().addAllData(values.stream().map(Long.class::cast).toList()).build();
    }

    static StringArray strings(List<Object> values) {
        return StringArray.newBuilder().addAllData(values.stream().map(String.class::cast).toList()).build();
    }
}
