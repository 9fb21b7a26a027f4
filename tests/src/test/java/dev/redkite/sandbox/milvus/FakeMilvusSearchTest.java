package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.Points.create;
import static dev.redkite.sandbox.milvus.Points.index;
import static dev.redkite.sandbox.milvus.Points.insert;
import static dev.redkite.sandbox.milvus.Points.load;
import static dev.redkite.sandbox.milvus.Points.loaded;
import static dev.redkite.sandbox.milvus.Points.query;
import static dev.redkite.sandbox.milvus.Points.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.vector.request.AnnSearchReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.HybridSearchReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.request.ranker.RRFRanker;
import io.milvus.v2.service.vector.request.ranker.WeightedRanker;
import io.milvus.v2.service.vector.response.SearchResp.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FakeMilvusSearchTest {

    @RegisterExtension
    final MilvusServers servers = new MilvusServers();

    @Test
    void euclidean_distances_are_squared_and_ascend() {
        assertThat(search(loaded(servers, MetricType.L2), 1, 1, ""))
                .extracting(SearchResult::getId, SearchResult::getScore)
                .containsExactly(
                        tuple(1L, 1f),
                        tuple(2L, 2f),
                        tuple(3L, 13f));
    }

    @Test
    void inner_products_descend() {
        assertThat(search(loaded(servers, MetricType.IP), 1, 1, ""))
                .extracting(SearchResult::getId, SearchResult::getScore)
                .containsExactly(
                        tuple(3L, 7f),
                        tuple(2L, 2f),
                        tuple(1L, 1f));
    }

    @Test
    void cosines_forget_the_length() {
        List<SearchResult> found = search(loaded(servers, MetricType.COSINE), 0, 1, "");

        assertThat(found).extracting(SearchResult::getId).containsExactly(2L, 3L, 1L);
        assertThat(found.get(1).getScore()).isCloseTo(0.8f, within(1e-6f));
    }

    @Test
    void a_filter_decides_before_the_ranking() {
        assertThat(search(loaded(servers, MetricType.L2), 0, 2, "color == \"red\""))
                .extracting(SearchResult::getId)
                .containsExactly(1L, 3L);
    }

    @Test
    void hits_carry_the_fields_asked_for() {
        assertThat(search(loaded(servers, MetricType.L2), 0, 2, "").getFirst().getEntity()).containsEntry("color", "blue");
    }

    @Test
    void queries_understand_the_usual_expressions() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);

        assertThat(query(client, "id in [1, 3]")).containsExactly(1L, 3L);
        assertThat(query(client, "id not in [1, 3]")).containsExactly(2L);
        assertThat(query(client, "id < 3 and color == 'red'")).containsExactly(1L);
        assertThat(query(client, "not (id >= 2 || color != \"red\")")).containsExactly(1L);
    }

    @Test
    void an_expression_that_makes_no_sense_is_refused() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);

        assertThatThrownBy(() -> query(client, "size > 3")).isInstanceOfSatisfying(MilvusClientException.class,
                e -> assertThat(e.getServerErrCode()).isEqualTo(1100));
        assertThatThrownBy(() -> query(client, "id = 3")).hasMessageContaining("cannot parse expression");
        assertThatThrownBy(() -> query(client, "id == \"three\"")).hasMessageContaining("different types");
    }

    @Test
    void counts_rows() {
        assertThat(loaded(servers, MetricType.L2).query(QueryReq.builder().collectionName("points").filter("").outputFields(List.of("count(*)")).build())
                        .getQueryResults().getFirst().getEntity())
                .containsEntry("count(*)", 3L);
    }

    @Test
    void deleted_rows_are_found_no_more() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);
        client.delete(DeleteReq.builder().collectionName("points").filter("color == 'red'").build());

        assertThat(query(client, "id > 0")).containsExactly(2L);
    }

    @Test
    void a_search_of_the_wrong_dimension_is_refused() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);

        assertThatThrownBy(() -> client.search(SearchReq.builder().collectionName("points").annsField("vector")
                        .data(List.of(new FloatVec(new float[] {1, 2, 3}))).limit(1).build()))
                .hasMessageContaining("dimension mismatch");
    }

    private static AnnSearchReq part(String field, float x, float y) {
        return AnnSearchReq.builder().vectorFieldName(field).vectors(List.of(new FloatVec(new float[] {x, y}))).limit(2).build();
    }

    private List<SearchResult> hybrid(CreateCollectionReq.Function ranker) {
        MilvusClientV2 client = servers.client("2.6.15");
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

    /** To leave the bound out would give hits that a server does not give. */
    @Test
    void a_search_by_range_is_not_implemented() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);

        assertThatThrownBy(() -> client.search(SearchReq.builder().collectionName("points").limit(3)
                        .data(List.of(new FloatVec(new float[] {1, 0}))).searchParams(Map.of("radius", 2.0)).build()))
                .hasStackTraceContaining("UNIMPLEMENTED: FakeMilvus knows no search by radius");
    }
}
