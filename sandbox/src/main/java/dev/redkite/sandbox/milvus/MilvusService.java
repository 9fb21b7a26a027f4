package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import dev.redkite.sandbox.milvus.RefusalException.Reason;
import dev.redkite.sandbox.milvus.Searcher.Hit;
import dev.redkite.sandbox.milvus.StoredCollection.Batch;
import dev.redkite.sandbox.milvus.StoredCollection.Index;
import io.milvus.grpc.*;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The protocol: reads requests, asks the store, writes answers. What is not overridden, here or above, answers UNIMPLEMENTED. */
final class MilvusService extends LoadService {

    private final Searcher searcher;
    private final Answers answers;
    private final Credentials credentials;

    MilvusService(MilvusVersion version, Store store, MilvusSettings settings, Credentials credentials) {
        super(version, store, settings);
        this.credentials = credentials;
        searcher = new Searcher(version, settings);
        answers = new Answers(settings);
    }

    @Override
    public void connect(ConnectRequest request, StreamObserver<ConnectResponse> observer) {
        answer(observer, status -> ConnectResponse.newBuilder().setStatus(status).build(), () -> ConnectResponse.newBuilder()
                .setStatus(SUCCESS)
                .setIdentifier(store.allocate())
                .setServerInfo(ServerInfo.newBuilder().setBuildTags("v" + version.text()))
                .build());
    }

    @Override
    public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> observer) {
        answer(observer, status -> GetVersionResponse.newBuilder().setStatus(status).build(),
                () -> GetVersionResponse.newBuilder().setVersion("v" + version.text()).build());
    }

    @Override
    public void updateCredential(UpdateCredentialRequest request, StreamObserver<Status> observer) {
        act(observer, () -> credentials.change(request.getUsername(), request.getOldPassword(), request.getNewPassword()));
    }

    @Override
    public void checkHealth(CheckHealthRequest request, StreamObserver<CheckHealthResponse> observer) {
        answer(observer, status -> CheckHealthResponse.newBuilder().setStatus(status).build(),
                () -> CheckHealthResponse.newBuilder().setIsHealthy(true).build());
    }

    @Override
    public void listDatabases(ListDatabasesRequest request, StreamObserver<ListDatabasesResponse> observer) {
        answer(observer, status -> ListDatabasesResponse.newBuilder().setStatus(status).build(),
                () -> ListDatabasesResponse.newBuilder().addAllDbNames(store.databases()).build());
    }

    @Override
    public void createDatabase(CreateDatabaseRequest request, StreamObserver<Status> observer) {
        act(observer, () -> store.createDatabase(request.getDbName()));
    }

    @Override
    public void dropDatabase(DropDatabaseRequest request, StreamObserver<Status> observer) {
        act(observer, () -> store.dropDatabase(request.getDbName()));
    }

    @Override
    public void createCollection(CreateCollectionRequest request, StreamObserver<Status> observer) {
        act(observer, () -> store.create(request));
    }

    @Override
    public void dropCollection(DropCollectionRequest request, StreamObserver<Status> observer) {
        act(observer, () -> store.drop(request.getDbName(), request.getCollectionName()));
    }

    @Override
    public void hasCollection(HasCollectionRequest request, StreamObserver<BoolResponse> observer) {
        answer(observer, status -> BoolResponse.newBuilder().setStatus(status).build(), () -> BoolResponse.newBuilder()
                .setValue(store.find(request.getDbName(), request.getCollectionName()).isPresent())
                .build());
    }

    @Override
    public void showCollections(ShowCollectionsRequest request, StreamObserver<ShowCollectionsResponse> observer) {
        answer(observer, status -> ShowCollectionsResponse.newBuilder().setStatus(status).build(),
                () -> ShowCollectionsResponse.newBuilder()
                        .addAllCollectionNames(store.database(request.getDbName()).keySet())
                        .build());
    }

    @Override
    public void describeCollection(DescribeCollectionRequest request, StreamObserver<DescribeCollectionResponse> observer) {
        answer(observer, status -> DescribeCollectionResponse.newBuilder().setStatus(status).build(),
                () -> {
                    StoredCollection collection = store.require(request.getDbName(), request.getCollectionName());
                    return answers.description(request, collection, store.aliases(request.getDbName()).of(collection.schema.getName()));
                });
    }

    @Override
    public void getCollectionStatistics(GetCollectionStatisticsRequest request, StreamObserver<GetCollectionStatisticsResponse> observer) {
        answer(observer, status -> GetCollectionStatisticsResponse.newBuilder().setStatus(status).build(),
                () -> GetCollectionStatisticsResponse.newBuilder()
                        .addStats(Answers.pair("row_count", String.valueOf(
                                store.require(request.getDbName(), request.getCollectionName()).segments.flushed())))
                        .build());
    }

    @Override
    public void createIndex(CreateIndexRequest request, StreamObserver<Status> observer) {
        act(observer, () -> store.createIndex(request));
    }

    @Override
    public void describeIndex(DescribeIndexRequest request, StreamObserver<DescribeIndexResponse> observer) {
        answer(observer, status -> DescribeIndexResponse.newBuilder().setStatus(status).build(), () -> {
            StoredCollection collection = store.require(request.getDbName(), request.getCollectionName());
            List<Index> indexes = collection.indexes(request.getIndexName(), request.getFieldName());
            if (indexes.isEmpty()) {
                throw new RefusalException(Reason.INDEX_NOT_FOUND, "index not found[collection=%s]".formatted(request.getCollectionName()));
            }
            return answers.indexes(indexes, collection);
        });
    }

    @Override
    public void dropIndex(DropIndexRequest request, StreamObserver<Status> observer) {
        act(observer, () -> store.dropIndex(request));
    }

    @Override
    public void insert(InsertRequest request, StreamObserver<MutationResult> observer) {
        answer(observer, status -> MutationResult.newBuilder().setStatus(status).build(), () -> {
            StoredCollection collection = store.require(request.getDbName(), request.getCollectionName());
            List<Object> keys = collection.insert(
                    new Batch(request.getPartitionName(), request.getFieldsDataList(), request.getNumRows()), settings.rowsLost, store::allocate);
            return MutationResult.newBuilder()
                    .setIDs(Answers.ids(collection, keys))
                    .setInsertCnt(keys.size())
                    .setTimestamp(store.allocate())
                    .build();
        });
    }

    /** Came with 2.3; a reader never saw but the newest row of a key. */
    @Override
    public void upsert(UpsertRequest request, StreamObserver<MutationResult> observer) {
        answer(observer, status -> MutationResult.newBuilder().setStatus(status).build(), () -> {
            StoredCollection collection = store.require(request.getDbName(), request.getCollectionName());
            if (request.getPartialUpdate() || collection.primaryField().getAutoID()) {
                throw new UnsupportedOperationException("FakeMilvus upserts whole rows only, and none whose keys it made");
            }
            List<Object> keys = collection.insert(
                    new Batch(request.getPartitionName(), request.getFieldsDataList(), request.getNumRows()), settings.rowsLost, store::allocate);
            return MutationResult.newBuilder()
                    .setIDs(Answers.ids(collection, keys))
                    .setUpsertCnt(keys.size())
                    .setTimestamp(store.allocate())
                    .build();
        });
    }

    /** Before 2.3 only keys could be named (https://milvus.io/docs/v2.2.x/delete_data.md). */
    @Override
    public void delete(DeleteRequest request, StreamObserver<MutationResult> observer) {
        answer(observer, status -> MutationResult.newBuilder().setStatus(status).build(), () -> {
            StoredCollection collection = store.require(request.getDbName(), request.getCollectionName());
            String key = collection.primaryField().getName();
            if (!version.atLeast(2, 3) && !request.getExpr().matches("\\s*" + key + "\\s+in\\s*\\[[^\\]]*\\]\\s*")) {
                throw invalid("invalid plan node type, only pk in [1, 2] supported");
            }
            Predicate<Map<String, Object>> which = collection.filter(request.getExpr());
            List<String> partitions = request.getPartitionName().isEmpty() ? List.of() : List.of(request.getPartitionName());
            Predicate<Map<String, Object>> meant = which.and(collection.partitions.rows(partitions));
            int deleted = settings.keepsDeletedRows ? collection.matching(meant) : collection.delete(meant, store::allocate);
            return MutationResult.newBuilder()
                    .setDeleteCnt(version.atLeast(2, 3) ? deleted : request.getExpr().split(",").length) // keys named
                    .setTimestamp(store.allocate())
                    .build();
        });
    }

    /** The time stamps that let a client follow a flush came with 2.3. */
    @Override
    public void flush(FlushRequest request, StreamObserver<FlushResponse> observer) {
        answer(observer, status -> FlushResponse.newBuilder().setStatus(status).build(), () -> {
            FlushResponse.Builder response = FlushResponse.newBuilder().setDbName(request.getDbName());
            for (String name : request.getCollectionNamesList()) {
                StoredCollection collection = store.require(request.getDbName(), name);
                if (collection.segments.flush(collection.written(), store.allocate())) {
                    continue;
                }
                response.putCollSegIDs(name, LongArray.newBuilder().addData(collection.segment()).build());
                if (version.atLeast(2, 3)) {
                    response.putCollFlushTs(name, store.allocate());
                }
            }
            return response.build();
        });
    }

    @Override
    public void getFlushState(GetFlushStateRequest request, StreamObserver<GetFlushStateResponse> observer) {
        answer(observer, status -> GetFlushStateResponse.newBuilder().setStatus(status).build(),
                () -> GetFlushStateResponse.newBuilder().setFlushed(store.flushDone(request.getSegmentIDsList())).build());
    }

    @Override
    public void getPersistentSegmentInfo(GetPersistentSegmentInfoRequest request, StreamObserver<GetPersistentSegmentInfoResponse> observer) {
        answer(observer, status -> GetPersistentSegmentInfoResponse.newBuilder().setStatus(status).build(),
                () -> Answers.segments(store.require(request.getDbName(), request.getCollectionName())));
    }

    @Override
    public void search(SearchRequest request, StreamObserver<SearchResults> observer) {
        answer(observer, status -> SearchResults.newBuilder().setStatus(status).build(), () -> {
            StoredCollection collection = store.require(request.getDbName(), request.getCollectionName());
            List<List<Hit>> hits = searcher.search(collection, request);
            return answers.hits(collection, hits, request.getOutputFieldsList());
        });
    }

    @Override
    public void hybridSearch(HybridSearchRequest request, StreamObserver<SearchResults> observer) {
        answer(observer, status -> SearchResults.newBuilder().setStatus(status).build(), () -> {
            StoredCollection collection = store.require(request.getDbName(), request.getCollectionName());
            List<List<Hit>> hits = searcher.hybridSearch(collection, request);
            return answers.hits(collection, hits, request.getOutputFieldsList());
        });
    }

    @Override
    public void query(QueryRequest request, StreamObserver<QueryResults> observer) {
        answer(observer, status -> QueryResults.newBuilder().setStatus(status).build(), () -> {
            StoredCollection collection = store.require(request.getDbName(), request.getCollectionName());
            Predicate<Map<String, Object>> filter = collection.filter(request.getExpr());
            List<Map<String, Object>> rows = collection.requireLoaded(request.getPartitionNamesList()).stream()
                    .filter(settings.ignoresFilters ? _ -> true : filter)
                    .toList();
            return answers.rows(collection, rows, request, version);
        });
    }
}
