package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.redkite.sandbox.milvus.RefusalException.Reason;
import dev.redkite.sandbox.milvus.StoredCollection.Index;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.KeyValuePair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Databases and their collections. Not thread-safe: {@link MilvusService} lets one call in at a time. */
final class Store {

    /** Parameters that each index type cannot do without (https://milvus.io/docs/index.md). */
    private static final Map<String, Set<String>> INDEX_TYPES = Map.of(
            "FLAT", Set.of(),
            "IVF_FLAT", Set.of("nlist"),
            "IVF_SQ8", Set.of("nlist"),
            "HNSW", Set.of("M", "efConstruction"),
            "DISKANN", Set.of(),
            "AUTOINDEX", Set.of());

    private final MilvusVersion version;
    private final Knobs knobs;
    private final Map<String, Map<String, StoredCollection>> databases = new TreeMap<>(Map.of("default", new TreeMap<>()));
    private long nextId = 450_000_000_000_000_001L;

    Store(MilvusVersion version, Knobs knobs) {
        this.version = version;
        this.knobs = knobs;
    }

    List<String> databases() {
        return List.copyOf(databases.keySet());
    }

    void createDatabase(String name) {
        if (databases.putIfAbsent(name, new TreeMap<>()) != null) {
            throw new RefusalException(Reason.UNEXPECTED, "database already exist: " + name);
        }
    }

    void dropDatabase(String name) {
        if (name.equals("default") || !database(name).isEmpty()) {
            throw new RefusalException(Reason.UNEXPECTED, "can not drop default database, nor one that is not empty: " + name);
        }
        databases.remove(name);
    }

    Map<String, StoredCollection> database(String name) {
        Map<String, StoredCollection> database = databases.get(name.isEmpty() ? "default" : name);
        if (database == null) {
            throw new RefusalException(Reason.DATABASE_NOT_FOUND, "database not found[database=%s]".formatted(name));
        }
        return database;
    }

    Optional<StoredCollection> find(String database, String collection) {
        return Optional.ofNullable(database(database).get(collection));
    }

    StoredCollection require(String database, String collection) {
        return find(database, collection)
                .orElseThrow(() -> new RefusalException(Reason.COLLECTION_NOT_FOUND,
                        "can't find collection[database=%s][collection=%s]".formatted(database, collection)));
    }

    /** Creating the same again is done already; another schema under that name is refused. */
    void create(CreateCollectionRequest request) throws InvalidProtocolBufferException {
        CollectionSchema schema = StoredCollection.checked(CollectionSchema.parseFrom(request.getSchema()), version);
        Optional<StoredCollection> present = find(request.getDbName(), request.getCollectionName());
        if (present.isPresent() && !present.get().sameSchema(schema)) {
            throw new RefusalException(Reason.UNEXPECTED,
                    "create duplicate collection with different parameters, collection: " + request.getCollectionName());
        }
        database(request.getDbName())
                .putIfAbsent(schema.getName(), new StoredCollection(nextId++, schema, request.getConsistencyLevel(), new Segments(knobs)));
    }

    /** Dropping what is not there was an error before 2.3. */
    void drop(String database, String collection) {
        if (!version.atLeast(2, 3)) {
            require(database, collection);
        }
        database(database).remove(collection);
    }

    void createIndex(CreateIndexRequest request) {
        StoredCollection collection = require(request.getDbName(), request.getCollectionName());
        String field = collection.requireField(request.getFieldName()).getName();
        if (!Columns.isVector(collection.requireField(field))) {
            throw new UnsupportedOperationException("FakeMilvus builds no index on scalar field " + field);
        }
        Map<String, String> parameters = new TreeMap<>();
        for (KeyValuePair pair : request.getExtraParamsList()) {
            parameters.put(pair.getKey(), pair.getValue());
        }
        Index index = index(request.getIndexName().isEmpty() ? field : request.getIndexName(), field, parameters);
        Index present = collection.indexes.putIfAbsent(field, index);
        if (present != null && !present.equals(index)) {
            throw invalid("at most one distinct index is allowed per field");
        }
    }

    private Index index(String name, String field, Map<String, String> parameters) {
        String type = Optional.ofNullable(parameters.remove("index_type")).orElse("AUTOINDEX");
        String metric = Optional.ofNullable(parameters.remove("metric_type"))
                .orElseThrow(() -> invalid("metric type not set for vector index"));
        if (!INDEX_TYPES.containsKey(type)) {
            throw invalid("invalid index type: %s", type);
        }
        if (!parameters.keySet().containsAll(INDEX_TYPES.get(type))) {
            throw invalid("invalid index params of %s: %s, needed: %s", type, parameters, INDEX_TYPES.get(type));
        }
        return new Index(name, field, type, Metric.of(metric, version), Map.copyOf(parameters));
    }

    /** Segments of a collection that is gone are done. */
    boolean flushDone(List<Long> segments) {
        return databases.values().stream()
                .flatMap(database -> database.values().stream())
                .filter(collection -> segments.contains(collection.segment()))
                .allMatch(collection -> collection.segments.flushDone());
    }

    long allocate() {
        return nextId++;
    }
}
