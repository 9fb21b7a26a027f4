package dev.redkite.sandbox.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.VectorField;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.shaded.io.grpc.ManagedChannelBuilder;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.common.IndexParam.IndexType;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.collection.request.ReleaseCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.vector.request.AnnSearchReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.HybridSearchReq;
import io.milvus.v2.service.vector.request.InsertReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.request.ranker.RRFRanker;
import io.milvus.v2.service.vector.request.ranker.WeightedRanker;
import io.milvus.v2.service.vector.response.SearchResp.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeMilvusTest {

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private MilvusClientV2 client(String version) {
        FakeMilvus milvus = FakeMilvus.start(version);
        open.add(milvus);
        return client(milvus);
    }

    private MilvusClientV2 client(FakeMilvus milvus) {
        MilvusClientV2 client = new MilvusClientV2(ConnectConfig.builder()
                        .uri("http://127.0.0.1:" + milvus.port())
                        .connectTimeoutMs(2000)
                        .rpcDeadlineMs(5000)
                        .build())
                .withRetry(RetryConfig.builder().maxRetryTimes(1).build());
        open.add(() -> client.close(3));
        return client;
    }

    private static void create(MilvusClientV2 client, String... vectors) {
        CreateCollectionReq.CollectionSchema schema = CreateCollectionReq.CollectionSchema.builder().build();
        schema.addField(AddFieldReq.builder().fieldName("id").dataType(DataType.Int64).isPrimaryKey(true).autoID(false).build());
        schema.addField(AddFieldReq.builder().fieldName("color").dataType(DataType.VarChar).maxLength(20).build());
        for (String vector : vectors) {
            schema.addField(AddFieldReq.builder().fieldName(vector).dataType(DataType.FloatVector).dimension(2).build());
        }
        client.createCollection(CreateCollectionReq.builder().collectionName("points").collectionSchema(schema).build());
    }

    private static JsonObject row(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static void insert(MilvusClientV2 client, String... rows) {
        client.insert(InsertReq.builder().collectionName("points").data(List.of(rows).stream().map(FakeMilvusTest::row).toList()).build());
    }

    private static void index(MilvusClientV2 client, String field, MetricType metric) {
        client.createIndex(CreateIndexReq.builder()
                .collectionName("points")
                .indexParams(List.of(IndexParam.builder().fieldName(field).indexType(IndexType.FLAT).metricType(metric).build()))
                .sync(false)
                .build());
    }

    private static void load(MilvusClientV2 client) {
        client.loadCollection(LoadCollectionReq.builder().collectionName("points").build());
    }

    /** Three points: 1 at (1, 0), 2 at (0, 2), 3 at (3, 4). */
    private MilvusClientV2 loaded(MetricType metric) {
        MilvusClientV2 client = client("2.6.15");
        create(client, "vector");
        insert(client, "{id: 1, color: red, vector: [1, 0]}", "{id: 2, color: blue, vector: [0, 2]}", "{id: 3, color: red, vector: [3, 4]}");
        index(client, "vector", metric);
        load(client);
        return client;
    }

    private static List<SearchResult> search(MilvusClientV2 client, float x, float y, String filter) {
        return client.search(SearchReq.builder()
                        .collectionName("points")
                        .annsField("vector")
                        .data(List.of(new FloatVec(new float[] {x, y})))
                        .filter(filter)
                        .limit(3)
                        .outputFields(List.of("color"))
                        .consistencyLevel(ConsistencyLevel.STRONG)
                        .build())
                .getSearchResults()
                .getFirst();
    }

    private static List<Object> query(MilvusClientV2 client, String filter) {
        return client.query(QueryReq.builder().collectionName("points").filter(filter).outputFields(List.of("id")).build())
                .getQueryResults()
                .stream()
                .map(result -> result.getEntity().get("id"))
                .toList();
    }

    @Test
    void euclidean_distances_are_squared_and_ascend() {
        assertThat(search(loaded(MetricType.L2), 1, 1, ""))
                .extracting(SearchResult::getId, SearchResult::getScore)
                .containsExactly(
                        tuple(1L, 1f),
                        tuple(2L, 2f),
                        tuple(3L, 13f));
    }

    @Test
    void inner_products_descend() {
        assertThat(search(loaded(MetricType.IP), 1, 1, ""))
                .extracting(SearchResult::getId, SearchResult::getScore)
                .containsExactly(
                        tuple(3L, 7f),
                        tuple(2L, 2f),
                        tuple(1L, 1f));
    }

    @Test
    void cosines_forget_the_length() {
        List<SearchResult> found = search(loaded(MetricType.COSINE), 0, 1, "");

        assertThat(found).extracting(SearchResult::getId).containsExactly(2L, 3L, 1L);
        assertThat(found.get(1).getScore()).isCloseTo(0.8f, within(1e-6f));
    }

    @Test
    void a_filter_decides_before_the_ranking() {
        assertThat(search(loaded(MetricType.L2), 0, 2, "color == \"red\""))
                .extracting(SearchResult::getId)
                .containsExactly(1L, 3L);
    }

    @Test
    void hits_carry_the_fields_asked_for() {
        assertThat(search(loaded(MetricType.L2), 0, 2, "").getFirst().getEntity()).containsEntry("color", "blue");
    }

    @Test
    void queries_understand_the_usual_expressions() {
        MilvusClientV2 client = loaded(MetricType.L2);

        assertThat(query(client, "id in [1, 3]")).containsExactly(1L, 3L);
        assertThat(query(client, "id not in [1, 3]")).containsExactly(2L);
        assertThat(query(client, "id < 3 and color == 'red'")).containsExactly(1L);
        assertThat(query(client, "not (id >= 2 || color != \"red\")")).containsExactly(1L);
    }

    @Test
    void an_expression_that_makes_no_sense_is_refused() {
        MilvusClientV2 client = loaded(MetricType.L2);

        assertThatThrownBy(() -> query(client, "size > 3")).isInstanceOfSatisfying(MilvusClientException.class,
                e -> assertThat(e.getServerErrCode()).isEqualTo(1100));
        assertThatThrownBy(() -> query(client, "id = 3")).hasMessageContaining("cannot parse expression");
        assertThatThrownBy(() -> query(client, "id == \"three\"")).hasMessageContaining("different types");
    }

    @Test
    void counts_rows() {
        assertThat(loaded(MetricType.L2).query(QueryReq.builder().collectionName("points").filter("").outputFields(List.of("count(*)")).build())
                        .getQueryResults().getFirst().getEntity())
                .containsEntry("count(*)", 3L);
    }

    @Test
    void deleted_rows_are_found_no_more() {
        MilvusClientV2 client = loaded(MetricType.L2);
        client.delete(DeleteReq.builder().collectionName("points").filter("color == 'red'").build());

        assertThat(query(client, "id > 0")).containsExactly(2L);
    }

    @Test
    void an_unknown_collection_is_code_100() {
        MilvusClientV2 client = client("2.6.15");

        assertThatThrownBy(() -> load(client)).isInstanceOfSatisfying(MilvusClientException.class,
                e -> assertThat(e.getServerErrCode()).isEqualTo(100));
    }

    @Test
    void before_2_3_an_unknown_collection_has_only_the_older_code() {
        MilvusClientV2 client = client("2.2.13");

        assertThatThrownBy(() -> load(client)).isInstanceOfSatisfying(MilvusClientException.class,
                e -> assertThat(e.getServerErrCode()).isEqualTo(4));
    }

    @Test
    void a_collection_without_index_does_not_load() {
        MilvusClientV2 client = client("2.6.15");
        create(client, "vector");

        assertThatThrownBy(() -> load(client)).isInstanceOfSatisfying(MilvusClientException.class,
                e -> assertThat(e.getServerErrCode()).isEqualTo(700));
    }

    @Test
    void a_collection_that_is_not_loaded_is_not_searched() {
        MilvusClientV2 client = loaded(MetricType.L2);
        client.releaseCollection(ReleaseCollectionReq.builder().collectionName("points").build());

        assertThat(client.getLoadState(GetLoadStateReq.builder().collectionName("points").build())).isFalse();
        assertThatThrownBy(() -> search(client, 0, 0, "")).isInstanceOfSatisfying(MilvusClientException.class,
                e -> assertThat(e.getServerErrCode()).isEqualTo(101));
    }

    @Test
    void a_search_of_the_wrong_dimension_is_refused() {
        MilvusClientV2 client = loaded(MetricType.L2);

        assertThatThrownBy(() -> client.search(SearchReq.builder().collectionName("points").annsField("vector")
                        .data(List.of(new FloatVec(new float[] {1, 2, 3}))).limit(1).build()))
                .hasMessageContaining("dimension mismatch");
    }

    @Test
    void the_same_collection_may_be_created_twice_and_another_of_its_name_not() {
        MilvusClientV2 client = client("2.6.15");
        create(client, "vector");
        create(client, "vector");

        assertThatThrownBy(() -> create(client, "other")).hasMessageContaining("duplicate collection");
    }

    @Test
    void before_2_4_a_collection_has_one_vector_field() {
        MilvusClientV2 client = client("2.2.13");

        assertThatThrownBy(() -> create(client, "vector", "other")).hasMessageContaining("multiple vector fields");
    }

    @Test
    void before_2_3_a_search_names_its_metric_and_field() {
        MilvusClientV2 client = client("2.2.13");
        create(client, "vector");
        index(client, "vector", MetricType.L2);
        load(client);

        assertThatThrownBy(() -> search(client, 0, 0, "")).hasMessageContaining("metric_type not found");
    }

    @Test
    void before_2_3_rows_are_deleted_by_key_only() {
        MilvusClientV2 client = client("2.2.13");
        create(client, "vector");

        assertThatThrownBy(() -> client.delete(DeleteReq.builder().collectionName("points").filter("id > 0").build()))
                .hasMessageContaining("only pk in");
    }

    @Test
    void before_2_3_dropping_what_is_not_there_is_an_error() {
        MilvusClientV2 client = client("2.2.13");

        assertThatThrownBy(() -> client.dropCollection(DropCollectionReq.builder().collectionName("points").build()))
                .isInstanceOf(MilvusClientException.class);
    }

    @Test
    void an_index_without_its_parameters_is_refused() {
        MilvusClientV2 client = client("2.6.15");
        create(client, "vector");
        IndexParam hierarchical = IndexParam.builder().fieldName("vector").indexType(IndexType.HNSW)
                .metricType(MetricType.L2).extraParams(Map.of("M", 16)).build();

        assertThatThrownBy(() -> client.createIndex(CreateIndexReq.builder().collectionName("points")
                        .indexParams(List.of(hierarchical)).sync(false).build()))
                .hasMessageContaining("efConstruction");
    }

    @Test
    void an_index_is_described_as_it_was_made() {
        MilvusClientV2 client = loaded(MetricType.COSINE);

        assertThat(client.describeIndex(DescribeIndexReq.builder().collectionName("points").fieldName("vector").build())
                        .getIndexDescriptions().getFirst().getMetricType())
                .isEqualTo(MetricType.COSINE);
    }

    private static AnnSearchReq part(String field, float x, float y) {
        return AnnSearchReq.builder().vectorFieldName(field).vectors(List.of(new FloatVec(new float[] {x, y}))).limit(2).build();
    }

    private List<SearchResult> hybrid(CreateCollectionReq.Function ranker) {
        MilvusClientV2 client = client("2.6.15");
        create(client, "vector", "other");
        insert(client, "{id: 1, color: red, vector: [0, 0], other: [9, 9]}", "{id: 2, color: red, vector: [0, 1], other: [1, 0]}",
                "{id: 3, color: red, vector: [9, 9], other: [0, 0]}");
        index(client, "vector", MetricType.L2);
        index(client, "other", MetricType.L2);
        load(client);
        return client.hybridSearch(HybridSearchReq.builder().collectionName("points")
                        .searchRequests(new ArrayList<>(List.of(part("vector", 0, 0), part("other", 0, 0))))
                        .ranker(ranker).limit(3).build())
                .getSearchResults().getFirst();
    }

    @Test
    void reciprocal_ranks_add_up() {
        List<SearchResult> found = hybrid(RRFRanker.builder().k(60).build());

        assertThat(found).extracting(SearchResult::getId).containsExactly(2L, 1L, 3L);
        assertThat(found.getFirst().getScore()).isCloseTo((float) (2.0 / 62), within(1e-6f));
    }

    @Test
    void weights_decide_between_two_vectors() {
        assertThat(hybrid(WeightedRanker.builder().weights(List.of(0.1f, 0.9f)).build()))
                .extracting(SearchResult::getId)
                .containsExactly(3L, 2L, 1L);
    }

    @Test
    void servers_of_one_process_share_nothing() {
        MilvusClientV2 first = client("2.6.15");
        MilvusClientV2 second = client("2.6.15");
        create(first, "vector");

        assertThat(second.listCollections().getCollectionNames()).isEmpty();
    }

    @Test
    void a_closed_port_opens_again_with_everything_in_place() {
        FakeMilvus milvus = FakeMilvus.start("2.6.15");
        open.add(milvus);
        int port = milvus.port();
        create(client(milvus), "vector");

        milvus.refusesConnections().acceptsConnections();

        assertThat(milvus.port()).isEqualTo(port);
        assertThat(client(milvus).listCollections().getCollectionNames()).containsExactly("points");
    }

    /** The SDK checks rows before it sends them, so these two speak the protocol themselves. */
    private MutationResult insertRaw(FieldData... columns) {
        FakeMilvus milvus = FakeMilvus.start("2.6.15");
        open.add(milvus);
        create(client(milvus), "vector");
        ManagedChannel channel = ManagedChannelBuilder.forAddress(milvus.host(), milvus.port()).usePlaintext().build();
        open.add(channel::shutdownNow);
        return MilvusServiceGrpc.newBlockingStub(channel).insert(InsertRequest.newBuilder()
                .setCollectionName("points").setNumRows(1).addAllFieldsData(List.of(columns)).build());
    }

    private static FieldData vector(float... numbers) {
        FloatArray.Builder array = FloatArray.newBuilder();
        for (float number : numbers) {
            array.addData(number);
        }
        return FieldData.newBuilder().setFieldName("vector").setType(io.milvus.grpc.DataType.FloatVector)
                .setVectors(VectorField.newBuilder().setDim(numbers.length).setFloatVector(array)).build();
    }

    @Test
    void a_row_without_one_of_its_fields_is_refused() {
        assertThat(insertRaw(vector(1, 2)).getStatus().getReason()).contains("has no corresponding fieldData");
    }

    @Test
    void a_row_of_another_dimension_is_refused() {
        assertThat(insertRaw(vector(1, 2, 3)).getStatus().getCode()).isEqualTo(1100);
    }
}
