package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import dev.redkite.sandbox.milvus.RefusalException.Reason;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** One collection: its schema, its rows, its indexes and whether it is loaded. Guarded by {@link Store}. */
final class StoredCollection {

    enum LoadStatus {
        NOT_LOADED,
        LOADING,
        LOADED
    }

    /** What createIndex was told; the parameters without type and metric. @param metric null for a scalar field */
    record Index(String name, String field, String type, Metric metric, Map<String, String> parameters) {}

    final long id;
    CollectionSchema schema;
    final ConsistencyLevel consistency;
    final Segments segments;
    final Partitions partitions;
    final Map<String, Index> indexes = new LinkedHashMap<>();
    final Journal journal;
    /** In the memory of the process that runs, and in its alone. */
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private int written;
    private LoadStatus status = LoadStatus.NOT_LOADED;
    /** Of what is loaded. */
    int replicas = 1;

    StoredCollection(long id, CollectionSchema schema, ConsistencyLevel consistency, Surroundings around) {
        this.id = id;
        partitions = new Partitions(id);
        journal = new Journal(around, id);
        segments = new Segments(around, journal);
        this.schema = schema;
        this.consistency = consistency;
    }

    /** The one that all its rows are in. */
    long segment() {
        return -id;
    }

    FieldSchema primaryField() {
        return schema.getFieldsList().stream().filter(FieldSchema::getIsPrimaryKey).findFirst().orElseThrow();
    }

    FieldSchema requireField(String name) {
        return schema.getFieldsList().stream()
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("field %s not exist in collection %s", name, schema.getName()));
    }

    /** Those of that name and field; an empty one takes any. */
    List<Index> indexes(String name, String field) {
        return indexes.values().stream()
                .filter(index -> name.isEmpty() || name.equals(index.name()))
                .filter(index -> field.isEmpty() || field.equals(index.field()))
                .toList();
    }

    Predicate<Map<String, Object>> filter(String expression) {
        return Filter.parse(expression, name -> Member.find(schema, name));
    }

    /** Rows as clients send them. @param partition empty for the default one */
    record Batch(String partition, List<FieldData> columns, int count) {}

    /** Returns the primary keys, which are made here where the schema has it so. */
    List<Object> insert(Batch batch, int lost, LongSupplier keys) {
        String partition = partitions.require(batch.partition());
        Map<String, List<Object>> values = values(batch, keys);
        String key = primaryField().getName();
        Set<Object> given = new HashSet<>(values.get(key));
        List<Map<String, Object>> made = new ArrayList<>();
        for (int i = 0; i < batch.count() - lost; i++) {
            Map<String, Object> row = new HashMap<>();
            for (Map.Entry<String, List<Object>> column : values.entrySet()) {
                row.put(column.getKey(), column.getValue().get(i));
            }
            partitions.put(row, partition);
            made.add(row);
        }
        replace(given, keys);
        write(new Message(keys.getAsLong(), given, made));
        return values.get(key);
    }

    /** Rows that give way to newer ones of their keys are deleted, which is stored like every deletion. */
    private void replace(Set<Object> given, LongSupplier moments) {
        String key = primaryField().getName();
        Set<Object> present = rows.stream().map(row -> row.get(key)).filter(given::contains).collect(Collectors.toSet());
        if (!present.isEmpty()) {
            write(new Message(moments.getAsLong(), present, List.of()));
        }
    }

    /** Rows that come from files go into the object storage, and not by the log. */
    void importRows(List<Map<String, Object>> made, long moment) {
        if (made.isEmpty()) {
            return;
        }
        String key = primaryField().getName();
        Message message = new Message(moment, made.stream().map(row -> row.get(key)).collect(Collectors.toSet()), made);
        journal.hold(message);
        apply(message);
        segments.flush(written, moment);
        if (!segments.flushDone()) {
            throw invalid("import job failed: the object storage is not writable");
        }
    }

    void rename(String name) {
        schema = schema.toBuilder().setName(name).build();
    }

    private void write(Message message) {
        journal.append(message);
        apply(message);
    }

    /** A reader sees the newest row of a key only, and none of a partition that was dropped since. */
    private void apply(Message message) {
        String key = primaryField().getName();
        rows.removeIf(row -> message.keys().contains(row.get(key)));
        message.rows().stream().filter(row -> partitions.holds(row, message.moment())).forEach(rows::add);
        written += message.rows().size();
    }

    /** What a process that starts finds of it; without one of its objects it is loaded never. */
    void recover() {
        rows.clear();
        written = 0;
        journal.read().forEach(this::apply);
        segments.recover(written);
        if (status == LoadStatus.LOADED && !journal.complete()) {
            status = LoadStatus.LOADING;
        }
    }

    /** Of its rows nothing is left anywhere. */
    void drop() {
        journal.drop();
    }

    /** Every field of the schema, once, and no other; what the server makes itself is not given. */
    private Map<String, List<Object>> values(Batch batch, LongSupplier keys) {
        Map<String, List<Object>> values = new HashMap<>();
        for (FieldData column : batch.columns()) {
            if (column.getIsDynamic()) {
                values.put(DynamicField.NAME, DynamicField.values(schema, column));
                continue;
            }
            FieldSchema field = requireField(column.getFieldName());
            values.put(field.getName(), Columns.values(field, column));
        }
        if (schema.getEnableDynamicField()) {
            values.putIfAbsent(DynamicField.NAME, DynamicField.nothing(batch.count()));
        }
        if (primaryField().getAutoID()) {
            List<Object> made = madeKeys(batch.count(), keys);
            if (values.put(primaryField().getName(), made) != null) {
                throw invalid("field %s is autoID, and its values must not be given", primaryField().getName());
            }
        }
        checkCounts(values, batch.count());
        return values;
    }

    private List<Object> madeKeys(int count, LongSupplier keys) {
        boolean whole = primaryField().getDataType() == DataType.Int64;
        return LongStream.generate(keys).limit(count).<Object>mapToObj(key -> whole ? (Object) key : String.valueOf(key)).toList();
    }

    private void checkCounts(Map<String, List<Object>> values, int count) {
        for (FieldSchema field : schema.getFieldsList()) {
            List<Object> given = values.get(field.getName());
            if (given == null) {
                throw invalid("fieldSchema(%s) has no corresponding fieldData pass in", field.getName());
            }
            if (given.size() != count) {
                throw invalid("the num_rows (%d) of field (%s) is not equal to passed num_rows (%d)", given.size(), field.getName(), count);
            }
        }
    }

    int delete(Predicate<Map<String, Object>> which, LongSupplier moments) {
        String key = primaryField().getName();
        Set<Object> keys = rows.stream().filter(which).map(row -> row.get(key)).collect(Collectors.toSet());
        if (!keys.isEmpty()) {
            write(new Message(moments.getAsLong(), keys, List.of()));
        }
        return keys.size();
    }

    int matching(Predicate<Map<String, Object>> which) {
        return (int) rows.stream().filter(which).count();
    }

    /** Rows that were ever written: deletions and newer rows of a key take none away before a compaction. */
    int written() {
        return written;
    }

    LoadStatus status() {
        return status;
    }

    void release() {
        status = LoadStatus.NOT_LOADED;
    }

    void dropPartition(String name) {
        partitions.drop(name, status != LoadStatus.NOT_LOADED);
        rows.removeIf(row -> !partitions.ids().containsKey(partitions.of(row)));
    }

    void releasePartitions(List<String> names) {
        if (partitions.release(names)) {
            release();
        }
    }

    /** Every vector field needs its index first. */
    void load(boolean ever, Collection<String> names) {
        for (FieldSchema field : schema.getFieldsList()) {
            if (Columns.isVector(field) && !indexes.containsKey(field.getName())) {
                throw new RefusalException(Reason.INDEX_NEEDED,
                        "there is no vector index on field: [%s], please create index firstly: index not found[collection=%s]"
                                .formatted(field.getName(), schema.getName()));
            }
        }
        partitions.load(names, status == LoadStatus.NOT_LOADED);
        status = ever && journal.complete() ? LoadStatus.LOADED : LoadStatus.LOADING;
    }

    LoadStatus status(List<String> names) {
        return partitions.loaded(names) ? status : LoadStatus.NOT_LOADED;
    }

    /** The rows of those partitions, of all where none is named. */
    List<Map<String, Object>> requireLoaded(List<String> names) {
        if (status != LoadStatus.LOADED) {
            throw new RefusalException(Reason.COLLECTION_NOT_LOADED, "collection not loaded[collection=%s]".formatted(schema.getName()));
        }
        return rows.stream().filter(partitions.loadedRows(names)).toList();
    }

    boolean sameSchema(CollectionSchema other) {
        return unnumbered(schema).equals(unnumbered(other));
    }

    private static CollectionSchema unnumbered(CollectionSchema schema) {
        CollectionSchema.Builder plain = schema.toBuilder();
        plain.getFieldsBuilderList().forEach(FieldSchema.Builder::clearFieldID);
        return plain.build();
    }
}
