package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.Points.loaded;
import static dev.redkite.sandbox.milvus.Points.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.partition.request.CreatePartitionReq;
import io.milvus.v2.service.partition.request.DropPartitionReq;
import io.milvus.v2.service.partition.request.HasPartitionReq;
import io.milvus.v2.service.partition.request.ListPartitionsReq;
import io.milvus.v2.service.partition.request.LoadPartitionsReq;
import io.milvus.v2.service.partition.request.ReleasePartitionsReq;
import io.milvus.v2.service.utility.request.AlterAliasReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.milvus.v2.service.utility.request.DescribeAliasReq;
import io.milvus.v2.service.utility.request.DropAliasReq;
import io.milvus.v2.service.utility.request.ListAliasesReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.InsertReq;
import io.milvus.v2.service.vector.request.QueryReq;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Partitions of a collection, and aliases beside its name. */
class FakeMilvusNamesTest {

    @RegisterExtension
    final MilvusServers servers = new MilvusServers();

    /** Points 1 to 3 in the default partition, 4 in another. */
    private MilvusClientV2 partitioned() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);
        client.createPartition(CreatePartitionReq.builder().collectionName("points").partitionName("autumn").build());
        client.insert(InsertReq.builder().collectionName("points").partitionName("autumn")
                .data(List.of(Points.row("{id: 4, color: brown, vector: [5, 5]}"))).build());
        return client;
    }

    private static List<Object> within(MilvusClientV2 client, String partition) {
        return client.query(QueryReq.builder().collectionName("points").filter("id > 0").outputFields(List.of("id"))
                        .partitionNames(List.of(partition)).build())
                .getQueryResults().stream().map(result -> result.getEntity().get("id")).toList();
    }

    private static List<String> partitions(MilvusClientV2 client) {
        return client.listPartitions(ListPartitionsReq.builder().collectionName("points").build());
    }

    private static void release(MilvusClientV2 client, String... partitions) {
        client.releasePartitions(ReleasePartitionsReq.builder().collectionName("points").partitionNames(List.of(partitions)).build());
    }

    private static void drop(MilvusClientV2 client, String partition) {
        client.dropPartition(DropPartitionReq.builder().collectionName("points").partitionName(partition).build());
    }

    private static void name(MilvusClientV2 client, String alias) {
        client.createAlias(CreateAliasReq.builder().collectionName("points").alias(alias).build());
    }

    private static int code(Throwable refusal) {
        return ((MilvusClientException) refusal).getServerErrCode();
    }

    @Test
    void a_partition_is_listed_beside_the_default_one() {
        MilvusClientV2 client = partitioned();

        assertThat(partitions(client)).containsExactly("_default", "autumn");
        assertThat(client.hasPartition(HasPartitionReq.builder().collectionName("points").partitionName("winter").build())).isFalse();
    }

    @Test
    void a_row_is_in_the_partition_that_it_was_put_into() {
        MilvusClientV2 client = partitioned();

        assertThat(within(client, "autumn")).containsExactly(4L);
        assertThat(within(client, "_default")).containsExactly(1L, 2L, 3L);
        assertThat(query(client, "id > 0")).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void rows_are_deleted_in_one_partition() {
        MilvusClientV2 client = partitioned();

        client.delete(DeleteReq.builder().collectionName("points").partitionName("autumn").filter("id > 0").build());

        assertThat(query(client, "id > 0")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void an_absent_partition_is_code_200() {
        assertThatThrownBy(() -> within(partitioned(), "winter")).satisfies(refusal -> assertThat(code(refusal)).isEqualTo(200));
    }

    @Test
    void a_released_partition_is_code_201_and_the_others_are_read() {
        MilvusClientV2 client = partitioned();

        release(client, "autumn");

        assertThatThrownBy(() -> within(client, "autumn")).satisfies(refusal -> assertThat(code(refusal)).isEqualTo(201));
        assertThat(query(client, "id > 0")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_collection_of_which_every_partition_is_released_is_not_loaded() {
        MilvusClientV2 client = partitioned();

        release(client, "autumn", "_default");

        assertThatThrownBy(() -> query(client, "id > 0")).satisfies(refusal -> assertThat(code(refusal)).isEqualTo(101));
    }

    @Test
    void one_partition_is_loaded_alone() {
        MilvusClientV2 client = partitioned();
        release(client, "autumn", "_default");

        client.loadPartitions(LoadPartitionsReq.builder().collectionName("points").partitionNames(List.of("autumn")).build());

        assertThat(query(client, "id > 0")).containsExactly(4L);
    }

    @Test
    void a_partition_is_dropped_with_its_rows_once_it_is_released() {
        MilvusClientV2 client = partitioned();
        assertThatThrownBy(() -> drop(client, "autumn")).hasMessageContaining("release it first");

        release(client, "autumn");
        drop(client, "autumn");

        assertThat(partitions(client)).containsExactly("_default");
        assertThat(query(client, "id > 0")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void the_default_partition_is_not_dropped() {
        assertThatThrownBy(() -> drop(partitioned(), "_default")).hasMessageContaining("default partition cannot be deleted");
    }

    @Test
    void an_alias_stands_for_its_collection() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);
        name(client, "current");

        assertThat(client.query(QueryReq.builder().collectionName("current").filter("id > 0").build()).getQueryResults()).hasSize(3);
        assertThat(client.describeAlias(DescribeAliasReq.builder().alias("current").build()).getCollectionName()).isEqualTo("points");
        assertThat(client.listAliases(ListAliasesReq.builder().collectionName("points").build()).getAlias()).containsExactly("current");
        assertThat(client.listCollections().getCollectionNames()).containsExactly("points");
    }

    @Test
    void an_absent_alias_is_code_1600() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);

        assertThatThrownBy(() -> client.describeAlias(DescribeAliasReq.builder().alias("current").build()))
                .satisfies(refusal -> assertThat(code(refusal)).isEqualTo(1600));
        assertThatThrownBy(() -> client.alterAlias(AlterAliasReq.builder().alias("current").collectionName("points").build()))
                .satisfies(refusal -> assertThat(code(refusal)).isEqualTo(1600));
    }

    @Test
    void an_alias_has_no_collection_s_name() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);

        assertThatThrownBy(() -> name(client, "points")).satisfies(refusal -> assertThat(code(refusal)).isEqualTo(1601));
    }

    @Test
    void a_collection_is_not_dropped_by_an_alias() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);
        name(client, "current");

        assertThatThrownBy(() -> client.dropCollection(DropCollectionReq.builder().collectionName("current").build()))
                .hasMessageContaining("cannot drop the collection via alias = current");
    }

    @Test
    void a_collection_is_dropped_after_its_aliases_only() {
        MilvusClientV2 client = loaded(servers, MetricType.L2);
        name(client, "current");
        DropCollectionReq drop = DropCollectionReq.builder().collectionName("points").build();
        assertThatThrownBy(() -> client.dropCollection(drop)).hasMessageContaining("associated aliases [current]");

        client.dropAlias(DropAliasReq.builder().alias("current").build());
        client.dropCollection(drop);

        assertThat(client.listCollections().getCollectionNames()).isEmpty();
    }

    @Test
    void before_2_4_aliases_are_not_described() {
        MilvusClientV2 client = servers.client("2.2.13");

        assertThatThrownBy(() -> client.describeAlias(DescribeAliasReq.builder().alias("current").build()))
                .hasStackTraceContaining("UNIMPLEMENTED");
    }
}
