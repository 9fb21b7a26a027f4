package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.Points.create;
import static dev.redkite.sandbox.milvus.Points.index;
import static dev.redkite.sandbox.milvus.Points.load;
import static dev.redkite.sandbox.milvus.Points.loaded;
import static dev.redkite.sandbox.milvus.Points.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam.IndexType;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.RefreshLoadReq;
import io.milvus.v2.service.collection.request.ReleaseCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.service.vector.response.UpsertResp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FakeMilvusCollectionTest {

    @RegisterExtension
    final MilvusServers servers = new MilvusServers();

    @Test
    void an_unknown_collection_is_code_100() {
        MilvusClientV2 client = servers.client("2.6.15");

        assertThatThrownBy(() -> load(client)).isInstanceOfSatisfying(MilvusClientException.class,
                e -> assertThat(e.getServerErrCode()).isEqualTo(100));
    }

    @Test
    void before_2_3_an_unknown_collection_has_only_the_older_code() {
        MilvusClientV2 client = servers.client("2.2.13");

        assertThatThrownBy(() -> load(client)).isInstanceOfSatisfying(MilvusClientException.class,
                e -> assertThat(e.getServerErrCode()).isEqualTo(1));
    }

    @Test
    void a_collection_without_index_does_not_load() {
        MilvusClientV2 client = servers.client("2.6.15");
        create(client, "vector");

        assertThatThrownBy(() -> load(client)).isInstanceOfSatisfying(MilvusClientException.class,
                e -> assertThat(e.getServerErrCode()).isEqualTo(700));
    }

    @Test
    void a_collection_that_is_not_loaded_is_not_searched() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);
        client.releaseCollection(ReleaseCollectionReq.builder().collectionName("points").build());

        assertThat(client.getLoadState(GetLoadStateReq.builder().collectionName("points").build())).isFalse();
        assertThatThrownBy(() -> search(client, 0, 0, "")).isInstanceOfSatisfying(MilvusClientException.class,
                e -> assertThat(e.getServerErrCode()).isEqualTo(101));
    }

    @Test
    void the_same_collection_may_be_created_twice_and_another_of_its_name_not() {
        MilvusClientV2 client = servers.client("2.6.15");
        create(client, "vector");
        create(client, "vector");

        assertThatThrownBy(() -> create(client, "other")).hasMessageContaining("duplicate collection");
    }

    @Test
    void before_2_4_a_collection_has_one_vector_field() {
        MilvusClientV2 client = servers.client("2.2.13");

        assertThatThrownBy(() -> create(client, "vector", "other")).hasMessageContaining("multiple vector fields");
    }

    @Test
    void before_2_3_too_a_search_goes_by_the_metric_of_the_index() {
        MilvusClientV2 client = servers.client("2.2.13");
        create(client, "vector");
        index(client, "vector", MetricType.L2);
        load(client);

        assertThat(search(client, 0, 0, "")).isEmpty();
    }

    @Test
    void before_2_3_rows_are_deleted_by_key_only() {
        MilvusClientV2 client = servers.client("2.2.13");
        create(client, "vector");

        assertThatThrownBy(() -> client.delete(DeleteReq.builder().collectionName("points").filter("id > 0").build()))
                .hasMessageContaining("only pk in");
    }

    @Test
    void dropping_what_is_not_there_is_done_already() {
        MilvusClientV2 client = servers.client("2.2.13");

        client.dropCollection(DropCollectionReq.builder().collectionName("points").build());

        assertThat(client.listCollections().getCollectionNames()).isEmpty();
    }

    @Test
    void an_index_without_its_parameters_is_refused() {
        MilvusClientV2 client = servers.client("2.6.15");
        create(client, "vector");
        IndexParam hierarchical = IndexParam.builder().fieldName("vector").indexType(IndexType.HNSW)
                .metricType(MetricType.L2).extraParams(Map.of("M", 16)).build();

        assertThatThrownBy(() -> client.createIndex(CreateIndexReq.builder().collectionName("points")
                        .indexParams(List.of(hierarchical)).sync(false).build()))
                .hasMessageContaining("efConstruction");
    }

    @Test
    void an_index_is_described_as_it_was_made() {
        MilvusClientV2 client = loaded(servers, MetricType.COSINE);

        assertThat(client.describeIndex(DescribeIndexReq.builder().collectionName("points").fieldName("vector").build())
                        .getIndexDescriptions().getFirst().getMetricType())
                .isEqualTo(MetricType.COSINE);
    }

    /** Clients try again what is said to have failed inside, pymilvus for minutes; what is not implemented ends at once. */
    @Test
    void what_the_fake_cannot_do_is_not_tried_again() {
        FakeMilvus milvus = servers.start("2.6.15");
        MilvusClientV2 client = servers.client(milvus).withRetry(RetryConfig.builder().build());

        client.createCollection(CreateCollectionReq.builder().collectionName("quick").dimension(2).autoID(true).build());

        assertThatThrownBy(() -> client.upsert(UpsertReq.builder().collectionName("quick")
                        .data(List.of(Points.row("{id: 1, vector: [1, 2]}"))).build()))
                .hasStackTraceContaining("UNIMPLEMENTED: FakeMilvus upserts whole rows only, and none whose keys it made");

        assertThat(milvus.calls()).containsOnlyOnce("Upsert");
    }

    @Test
    void a_row_that_is_upserted_takes_the_place_of_the_one_of_its_key() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);

        UpsertResp upserted = client.upsert(UpsertReq.builder().collectionName("points")
                .data(List.of(Points.row("{\"id\":1,\"color\":\"blue\",\"vector\":[9,9]}"))).build());

        assertThat(upserted.getUpsertCnt()).isEqualTo(1);
        assertThat(search(client, 9, 9, "").getFirst().getId()).isEqualTo(1L);
        assertThat(search(client, 1, 0, "id == 1").getFirst().getScore()).isGreaterThan(100);
    }

    @Test
    void a_load_that_is_refreshed_ends() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);

        client.refreshLoad(RefreshLoadReq.builder().collectionName("points").build());

        assertThat(search(client, 1, 0, "")).isNotEmpty();
    }

    /** Better than to be told at the first row that it is wrong. */
    @ParameterizedTest
    @EnumSource(names = {"SparseFloatVector", "Timestamptz", "Geometry"})
    void a_field_of_a_type_that_the_fake_does_not_keep_is_not_implemented(DataType type) {
        assertThatThrownBy(() -> createWith(AddFieldReq.builder().fieldName("other").dataType(type).build()))
                .hasStackTraceContaining("UNIMPLEMENTED: FakeMilvus keeps no fields of type " + type);
    }

    @Test
    void a_field_that_a_row_may_leave_out_is_not_implemented() {
        assertThatThrownBy(() -> createWith(AddFieldReq.builder().fieldName("other").dataType(DataType.Int64).isNullable(true).build()))
                .hasStackTraceContaining("UNIMPLEMENTED: FakeMilvus keeps no rows without a value of other");
    }

    private void createWith(AddFieldReq field) {
        CreateCollectionReq.CollectionSchema schema = CreateCollectionReq.CollectionSchema.builder().build();
        schema.addField(AddFieldReq.builder().fieldName("id").dataType(DataType.Int64).isPrimaryKey(true).build());
        schema.addField(AddFieldReq.builder().fieldName("vector").dataType(DataType.FloatVector).dimension(2).build());
        schema.addField(field);
        servers.client("2.6.15").createCollection(CreateCollectionReq.builder().collectionName("points").collectionSchema(schema).build());
    }
}
