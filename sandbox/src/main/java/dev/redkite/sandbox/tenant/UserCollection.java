package dev.redkite.sandbox.tenant;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.ListIndexesReq;
import io.milvus.v2.service.partition.request.CreatePartitionReq;
import io.milvus.v2.service.partition.request.ListPartitionsReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.milvus.v2.service.utility.request.DropAliasReq;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.InsertReq;
import io.milvus.v2.service.vector.request.QueryReq;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A user's collection of numbered rows, in the words that every server from 2.2.9 on understands.
 *
 * @param keysMade by Milvus, so that a row that is written twice is there twice
 */
record UserCollection(MilvusClientV2 client, String name, boolean keysMade) {

    static final String NUMBER = "number";
    private static final String VECTOR = "vector";

    void create() {
        CreateCollectionReq.CollectionSchema schema = CreateCollectionReq.CollectionSchema.builder().build();
        if (keysMade) {
            schema.addField(AddFieldReq.builder().fieldName("id").dataType(DataType.Int64).isPrimaryKey(true).autoID(true).build());
        }
        schema.addField(AddFieldReq.builder().fieldName(NUMBER).dataType(DataType.Int64).isPrimaryKey(!keysMade).autoID(false).build());
        schema.addField(AddFieldReq.builder().fieldName(VECTOR).dataType(DataType.FloatVector).dimension(2).build());
        client.createCollection(CreateCollectionReq.builder().collectionName(name).collectionSchema(schema).build());
        client.createIndex(CreateIndexReq.builder().collectionName(name).sync(false).indexParams(List.of(IndexParam.builder()
                .fieldName(VECTOR).indexType(IndexParam.IndexType.FLAT).metricType(IndexParam.MetricType.L2).build())).build());
        client.loadCollection(LoadCollectionReq.builder().collectionName(name).sync(false).build());
    }

    void insert(List<Long> numbers) {
        client.insert(InsertReq.builder().collectionName(name).data(numbers.stream().map(UserCollection::row).toList()).build());
    }

    private static JsonObject row(long number) {
        JsonObject row = new JsonObject();
        row.addProperty(NUMBER, number);
        JsonArray vector = new JsonArray();
        vector.add(number);
        vector.add(1);
        row.add(VECTOR, vector);
        return row;
    }

    void delete(long number) {
        client.delete(DeleteReq.builder().collectionName(name).ids(List.of(number)).build());
    }

    void flush() {
        client.flush(FlushReq.builder().collectionNames(List.of(name)).build());
    }

    /** Milvus drops nothing that has a second name, and takes it for done where that is gone. */
    void drop() {
        client.dropAlias(DropAliasReq.builder().alias(alias().name()).build());
        client.dropCollection(DropCollectionReq.builder().collectionName(name).build());
    }

    Feature alias() {
        return new Feature(Feature.Kind.ALIAS, "of_" + name);
    }

    static Feature index() {
        return new Feature(Feature.Kind.INDEX, NUMBER);
    }

    /** What is there is made already. */
    void make(Feature feature) {
        switch (feature.kind()) {
            case PARTITION -> client.createPartition(CreatePartitionReq.builder().collectionName(name).partitionName(feature.name()).build());
            case INDEX -> client.createIndex(CreateIndexReq.builder().collectionName(name).sync(false).indexParams(List.of(
                    IndexParam.builder().fieldName(feature.name()).indexType(IndexParam.IndexType.STL_SORT).build())).build());
            case ALIAS -> client.createAlias(CreateAliasReq.builder().collectionName(name).alias(feature.name()).build());
        }
    }

    Rows.Found found() {
        Set<Feature> features = new HashSet<>();
        client.listPartitions(ListPartitionsReq.builder().collectionName(name).build())
                .forEach(partition -> features.add(new Feature(Feature.Kind.PARTITION, partition)));
        if (!client.listIndexes(ListIndexesReq.builder().collectionName(name).fieldName(NUMBER).build()).isEmpty()) {
            features.add(index());
        }
        if (client.hasCollection(HasCollectionReq.builder().collectionName(alias().name()).build())) {
            features.add(alias());
        }
        return new Rows.Found(numbers(), features);
    }

    List<Long> numbers() {
        return client.query(QueryReq.builder().collectionName(name).filter(NUMBER + " >= 0").outputFields(List.of(NUMBER))
                        .consistencyLevel(ConsistencyLevel.STRONG).build())
                .getQueryResults().stream().map(row -> (Long) row.getEntity().get(NUMBER)).toList();
    }
}
