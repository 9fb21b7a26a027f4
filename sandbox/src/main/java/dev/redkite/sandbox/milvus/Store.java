package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.redkite.sandbox.milvus.RefusalException.Reason;
import dev.redkite.sandbox.milvus.StoredCollection.Index;
import dev.redkite.sandbox.milvus.StoredCollection.LoadStatus;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DropIndexRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.RenameCollectionRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Databases and their collections, and root's password, as etcd holds them from one process to the next; the rows are those of the process that
 * runs. Not thread-safe: {@link MilvusService} lets one call in at a time.
 */
public final class Store {

    /** A process counts by its clock: what an earlier store numbered, a later one does not number again. */
    private static final long NUMBERS = 1_000_000_000L;

    private final Surroundings around = new Surroundings();
    private final Map<String, Map<String, StoredCollection>> databases = new TreeMap<>(Map.of("default", new TreeMap<>()));
    private final Map<String, Aliases> aliases = new TreeMap<>();
    private long nextId = 450_000_000_000_000_001L;
    private final Map<String, String> writers = new TreeMap<>();
    private String rootPassword;

    /** @param number of stores that there were before */
    public Store(long number) {
        nextId += number * NUMBERS;
    }

    /** A process starts: it reads what there is. */
    void begin(MilvusVersion version, MilvusSettings settings, StorageLayer layer) {
        around.version = version;
        around.settings = settings;
        around.objects = layer.objects();
        around.log = layer.log();
        databases.values().forEach(database -> database.values().forEach(StoredCollection::recover));
    }

    /** The version of the coordinator of that kind that has begun to write last. */
    public Optional<String> findWriter(String coordinator) {
        return Optional.ofNullable(writers.get(coordinator));
    }

    public void isWrittenBy(String coordinator, String version) {
        writers.put(coordinator, version);
    }

    /** Root is made once, with the password that the first process was told, where its version takes one. */
    public void makeRoot(String version, Optional<String> password) {
        if (rootPassword == null) {
            rootPassword = password.filter(_ -> MilvusVersion.of(version).atLeast(2, 4)).orElse(Credentials.PUBLISHED);
        }
    }

    String rootPassword() {
        return rootPassword == null ? Credentials.PUBLISHED : rootPassword;
    }

    void changeRootPassword(String wanted) {
        rootPassword = wanted;
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
        aliases.remove(name);
    }

    Map<String, StoredCollection> database(String name) {
        Map<String, StoredCollection> database = databases.get(name.isEmpty() ? "default" : name);
        if (database == null) {
            throw new RefusalException(Reason.DATABASE_NOT_FOUND, "database not found[database=%s]".formatted(name));
        }
        return database;
    }

    Aliases aliases(String database) {
        database(database);
        return aliases.computeIfAbsent(database.isEmpty() ? "default" : database, _ -> new Aliases());
    }

    /** By its name or by an alias. */
    Optional<StoredCollection> find(String database, String collection) {
        String name = aliases(database).findCollection(collection).orElse(collection);
        return Optional.ofNullable(database(database).get(name));
    }

    StoredCollection require(String database, String collection) {
        return find(database, collection)
                .orElseThrow(() -> new RefusalException(Reason.COLLECTION_NOT_FOUND,
                        "can't find collection[database=%s][collection=%s]".formatted(database, collection)));
    }

    /** Creating the same again is done already; another schema under that name is refused. */
    void create(CreateCollectionRequest request) throws InvalidProtocolBufferException {
        CollectionSchema schema = SchemaRules.checked(CollectionSchema.parseFrom(request.getSchema()), around.version);
        if (aliases(request.getDbName()).findCollection(schema.getName()).isPresent()) {
            throw new RefusalException(Reason.UNEXPECTED,
                    "collection name [%s] conflicts with an existing alias, please choose a unique name".formatted(schema.getName()));
        }
        Optional<StoredCollection> present = find(request.getDbName(), request.getCollectionName());
        if (present.isPresent() && !present.get().sameSchema(schema)) {
            throw new RefusalException(Reason.UNEXPECTED,
                    "create duplicate collection with different parameters, collection: " + request.getCollectionName());
        }
        database(request.getDbName())
                .putIfAbsent(schema.getName(), new StoredCollection(nextId++, schema, request.getConsistencyLevel(), around));
    }

    /** A collection keeps its second names for good: whoever drops it drops them first. */
    void drop(String database, String collection) {
        Aliases named = aliases(database);
        if (named.findCollection(collection).isPresent()) {
            throw new RefusalException(Reason.UNEXPECTED, "cannot drop the collection via alias = " + collection);
        }
        if (!named.of(collection).isEmpty()) {
            throw new RefusalException(Reason.UNEXPECTED,
                    "unable to drop the collection [%s] because it has associated aliases %s, please remove all aliases before dropping the collection"
                            .formatted(collection, named.of(collection)));
        }
        Optional.ofNullable(database(database).remove(collection)).ifPresent(StoredCollection::drop);
    }

    /** Within one database; to another one only a collection goes that has no second names, and the sandbox takes none there. */
    void rename(RenameCollectionRequest request) {
        String database = request.getDbName();
        if (!request.getNewDBName().isEmpty() && database(request.getNewDBName()) != database(database)) {
            throw new UnsupportedOperationException("FakeMilvus takes no collection to another database");
        }
        Aliases named = aliases(database);
        if (named.findCollection(request.getOldName()).isPresent()) {
            throw new RefusalException(Reason.UNEXPECTED, "unsupported use an alias to rename collection, alias:" + request.getOldName());
        }
        if (find(database, request.getNewName()).isPresent()) {
            throw new RefusalException(Reason.UNEXPECTED,
                    "duplicated new collection name %s:%s with other collection name or alias".formatted(database, request.getNewName()));
        }
        StoredCollection collection = require(database, request.getOldName());
        SchemaRules.checkName(request.getNewName());
        collection.rename(request.getNewName());
        database(database).remove(request.getOldName());
        database(database).put(request.getNewName(), collection);
        named.follow(request.getOldName(), request.getNewName());
    }

    void createAlias(String database, String alias, String collection) {
        if (database(database).containsKey(alias)) {
            throw new RefusalException(Reason.ALIAS_IS_COLLECTION, "alias and collection name conflict[alias=%s]".formatted(alias));
        }
        aliases(database).create(alias, require(database, collection).schema.getName());
    }

    void createIndex(CreateIndexRequest request) {
        StoredCollection collection = require(request.getDbName(), request.getCollectionName());
        FieldSchema field = collection.requireField(request.getFieldName());
        Map<String, String> given = new TreeMap<>();
        for (KeyValuePair pair : request.getExtraParamsList()) {
            given.put(pair.getKey(), pair.getValue());
        }
        Index index = new IndexRules(around.version).checked(request.getIndexName(), field, given);
        Index present = collection.indexes.putIfAbsent(field.getName(), index);
        if (present != null && !present.equals(index)) {
            throw invalid("CreateIndex failed: at most one distinct index is allowed per field");
        }
    }

    /** What is not there is dropped already. */
    void dropIndex(DropIndexRequest request) {
        StoredCollection collection = require(request.getDbName(), request.getCollectionName());
        if (collection.status() != LoadStatus.NOT_LOADED) {
            throw invalid("index cannot be dropped, collection is loaded, please release it first");
        }
        for (Index index : collection.indexes(request.getIndexName(), request.getFieldName())) {
            collection.indexes.remove(index.field());
            collection.segments.forget(index.name());
        }
    }

    /** Segments of a collection that is gone are done. */
    boolean flushDone(List<Long> segments) {
        return databases.values().stream()
                .flatMap(database -> database.values().stream())
                .filter(collection -> segments.contains(collection.segment()))
                .allMatch(collection -> collection.segments.flushDone());
    }

    /** Those of every database, with its name before them. */
    Map<String, Map<String, StoredCollection>> all() {
        return databases;
    }

    long allocate() {
        return nextId++;
    }
}
