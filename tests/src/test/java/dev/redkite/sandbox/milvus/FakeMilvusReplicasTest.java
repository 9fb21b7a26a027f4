package dev.redkite.sandbox.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.service.collection.request.DescribeReplicasReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a collection is in query nodes' memory. */
class FakeMilvusReplicasTest {

    private static MilvusClientV2 client(FakeMilvus milvus) {
        MilvusClientV2 client = milvus.client(ConnectConfig.builder().uri("http://milvus").build());
        Points.create(client, "vector");
        Points.index(client, "vector", MetricType.L2);
        return client;
    }

    private static void load(MilvusClientV2 client, int replicas) {
        client.loadCollection(LoadCollectionReq.builder().collectionName("points").numReplicas(replicas).sync(false).build());
    }

    private static int replicas(MilvusClientV2 client) {
        return client.describeReplicas(DescribeReplicasReq.builder().collectionName("points").build()).getReplicas().size();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2.2.13 | failed to load collection, err=failed to spawn replica for collection[nodes not enough]",
        "2.6.15 | resource group node not enough[rg=__default_resource_group][currentNodeNum=2][expectedNodeNum=3]"})
    void more_replicas_than_query_nodes_are_refused_in_the_server_s_words(String version, String words) {
        try (FakeMilvus milvus = FakeMilvus.inProcess(version).hasQueryNodes(2)) {
            MilvusClientV2 client = client(milvus);

            assertThatThrownBy(() -> load(client, 3)).hasMessageContaining(words);
            load(client, 2);
        }
    }

    @Test
    void what_is_loaded_says_with_how_many_replicas_and_what_is_not_refuses() {
        try (FakeMilvus milvus = FakeMilvus.inProcess("2.6.15").hasQueryNodes(2)) {
            MilvusClientV2 client = client(milvus);
            assertThatThrownBy(() -> replicas(client)).hasMessageContaining("collection not loaded");

            load(client, 2);

            assertThat(replicas(client)).isEqualTo(2);
        }
    }
}
