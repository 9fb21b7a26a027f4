package dev.redkite.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.milvus.FakeMilvus;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.partition.request.CreatePartitionReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a collection is besides its rows. */
class DefinitionTest {

    private static void create(MilvusClientV2 client) {
        CreateCollectionReq.CollectionSchema schema = CreateCollectionReq.CollectionSchema.builder().build();
        schema.addField(AddFieldReq.builder().fieldName("id").dataType(DataType.Int64).isPrimaryKey(true).autoID(false).build());
        schema.addField(AddFieldReq.builder().fieldName("vector").dataType(DataType.FloatVector).dimension(2).build());
        client.createCollection(CreateCollectionReq.builder().collectionName("points").collectionSchema(schema).build());
    }

    private static ObjectNode found(MilvusClientV2 client, String version) {
        return new Definition(client, version, "default", "points").of(
                client.describeCollection(DescribeCollectionReq.builder().databaseName("default").collectionName("points").build()));
    }

    /** Read again as a manifest is, it says the same; after that change it does not. */
    private static boolean tells(String version, Consumer<MilvusClientV2> change) {
        try (FakeMilvus milvus = FakeMilvus.inProcess(version)) {
            MilvusClientV2 client = milvus.client(ConnectConfig.builder().uri("http://milvus").build());
            create(client);
            ObjectNode before = found(client, version);
            assertThat(Json.parse(Json.text(before))).isEqualTo(found(client, version));
            change.accept(client);
            return !found(client, version).equals(before);
        }
    }

    @Test
    void an_index_and_a_partition_make_it_another_on_every_milvus() {
        for (String version : List.of("2.2.13", "2.6.15")) {
            assertThat(tells(version, client -> client.createIndex(CreateIndexReq.builder().collectionName("points").sync(false).indexParams(List.of(
                    IndexParam.builder().fieldName("id").indexType(IndexParam.IndexType.STL_SORT).build())).build()))).as(version).isTrue();
            assertThat(tells(version, client -> client.createPartition(
                    CreatePartitionReq.builder().collectionName("points").partitionName("north").build()))).as(version).isTrue();
        }
    }

    @Test
    void a_second_name_does_where_milvus_tells_of_them() {
        Consumer<MilvusClientV2> named = client -> client.createAlias(CreateAliasReq.builder().collectionName("points").alias("places").build());

        assertThat(tells("2.6.15", named)).isTrue();
        assertThat(tells("2.2.13", named)).isFalse();
    }

    @Test
    void so_does_another_collection_of_the_same_name() {
        assertThat(tells("2.6.15", client -> {
            client.dropCollection(DropCollectionReq.builder().collectionName("points").build());
            CreateCollectionReq.CollectionSchema schema = CreateCollectionReq.CollectionSchema.builder().build();
            schema.addField(AddFieldReq.builder().fieldName("id").dataType(DataType.Int64).isPrimaryKey(true).autoID(true).build());
            schema.addField(AddFieldReq.builder().fieldName("vector").dataType(DataType.FloatVector).dimension(4).build());
            client.createCollection(CreateCollectionReq.builder().collectionName("points").collectionSchema(schema).build());
        })).isTrue();
    }
}
