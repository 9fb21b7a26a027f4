package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.Points.insert;
import static dev.redkite.sandbox.milvus.Points.load;
import static dev.redkite.sandbox.milvus.Points.query;
import static dev.redkite.sandbox.milvus.Points.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.InsertReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.response.InsertResp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Quick creation, and what it brings: members that no schema names, and keys that the server makes. */
class FakeMilvusDynamicFieldTest {

    @RegisterExtension
    final MilvusServers servers = new MilvusServers();

    /** Three points by quick creation: 1 is red, 2 weighs 2.5, 3 has neither color nor weight. */
    private MilvusClientV2 quick() {
        MilvusClientV2 client = servers.client("2.6.15");
        client.createCollection(CreateCollectionReq.builder().collectionName("points").dimension(2).build());
        insert(client, "{id: 1, vector: [1, 0], color: red, tag: {shelf: 3}}", "{id: 2, vector: [0, 2], color: blue, weight: 2.5}",
                "{id: 3, vector: [3, 4]}");
        return client;
    }

    private static Map<String, Object> entity(MilvusClientV2 client, long key, String... fields) {
        return client.query(QueryReq.builder().collectionName("points").filter("id == " + key).outputFields(List.of(fields)).build())
                .getQueryResults().getFirst().getEntity();
    }

    @Test
    void a_collection_is_created_by_its_dimension_only() {
        MilvusClientV2 client = quick();

        DescribeCollectionResp described = client.describeCollection(DescribeCollectionReq.builder().collectionName("points").build());

        assertThat(described.getFieldNames()).containsExactlyInAnyOrder("id", "vector");
        assertThat(described.getEnableDynamicField()).isTrue();
        assertThat(described.getAutoID()).isFalse();
    }

    @Test
    void a_search_gives_the_members_that_were_asked_for() {
        assertThat(search(quick(), 1, 0, "id == 1").getFirst().getEntity()).containsOnly(Map.entry("color", "red"));
    }

    @Test
    void a_member_that_a_row_does_not_have_is_left_out() {
        MilvusClientV2 client = quick();

        assertThat(entity(client, 2, "color", "weight")).containsEntry("color", "blue").containsEntry("weight", 2.5);
        assertThat(entity(client, 3, "color", "weight")).containsOnlyKeys("id");
    }

    @Test
    void a_star_stands_for_members_too() {
        assertThat(entity(quick(), 2, "*")).containsKeys("id", "vector", "color", "weight");
    }

    @Test
    void a_filter_compares_members_and_members_of_members() {
        MilvusClientV2 client = quick();

        assertThat(query(client, "color == \"red\"")).containsExactly(1L);
        assertThat(query(client, "weight > 2 and color in ['blue']")).containsExactly(2L);
        assertThat(query(client, "tag['shelf'] == 3")).containsExactly(1L);
        assertThat(query(client, "$meta['color'] == 'blue'")).containsExactly(2L);
    }

    @Test
    void a_member_that_is_absent_or_of_another_type_is_unequal_to_everything() {
        MilvusClientV2 client = quick();

        assertThat(query(client, "color == 1")).isEmpty();
        assertThat(query(client, "weight != 2.5")).containsExactly(1L, 3L);
    }

    @Test
    void a_collection_without_dynamic_field_takes_no_other_members() {
        MilvusClientV2 client = servers.client("2.6.15");
        Points.create(client, "vector");

        assertThatThrownBy(() -> query(client, "weight == 1")).isInstanceOf(MilvusClientException.class);
    }

    @Test
    void a_path_into_a_field_that_is_no_json_is_refused() {
        assertThatThrownBy(() -> query(quick(), "id['a'] == 1")).isInstanceOfSatisfying(MilvusClientException.class,
                e -> assertThat(e.getServerErrCode()).isEqualTo(1100));
    }

    @Test
    void rows_are_deleted_by_a_member() {
        MilvusClientV2 client = quick();

        client.delete(DeleteReq.builder().collectionName("points").filter("color == 'red'").build());

        assertThat(query(client, "id > 0")).containsExactly(2L, 3L);
    }

    @Test
    void keys_are_made_where_the_schema_has_it_so() {
        MilvusClientV2 client = servers.client("2.6.15");
        client.createCollection(CreateCollectionReq.builder().collectionName("points").dimension(2).autoID(true).build());

        InsertResp inserted = client.insert(InsertReq.builder().collectionName("points")
                .data(List.of(Points.row("{vector: [1, 0]}"), Points.row("{vector: [0, 1]}"))).build());

        assertThat(inserted.getPrimaryKeys()).hasSize(2).doesNotHaveDuplicates();
        assertThat(query(client, "id > 0")).isEqualTo(inserted.getPrimaryKeys());
    }

    @Test
    void a_quick_collection_is_loaded() {
        MilvusClientV2 client = quick();

        load(client);

        assertThat(search(client, 0, 2, "")).first().extracting("id").isEqualTo(2L);
    }
}
