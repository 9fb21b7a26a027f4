package dev.redkite.sandbox.milvus;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam.IndexType;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.vector.request.InsertReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.SearchResp.SearchResult;
import java.util.List;

/** One small collection of points in the plane, and what tests do with it. */
final class Points {

    private Points() {}

    static void create(MilvusClientV2 client, String... vectors) {
        CreateCollectionReq.CollectionSchema schema = CreateCollectionReq.CollectionSchema.builder().build();
        schema.addField(AddFieldReq.builder().fieldName("id").dataType(DataType.Int64).isPrimaryKey(true).autoID(false).build());
        schema.addField(AddFieldReq.builder().fieldName("color").dataType(DataType.VarChar).maxLength(20).build());
        for (String vector : vectors) {
            schema.addField(AddFieldReq.builder().fieldName(vector).dataType(DataType.FloatVector).dimension(2).build());
        }
        client.createCollection(CreateCollectionReq.builder().collectionName("points").collectionSchema(schema).build());
    }

    static JsonObject row(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    static void insert(MilvusClientV2 client, String... rows) {
        client.insert(InsertReq.builder().collectionName("points").data(List.of(rows).stream().map(Points::row).toList()).build());
    }

    static void index(MilvusClientV2 client, String field, MetricType metric) {
        client.createIndex(CreateIndexReq.builder()
                .collectionName("points")
                .indexParams(List.of(IndexParam.builder().fieldName(field).indexType(IndexType.FLAT).metricType(metric).build()))
                .sync(false)
                .build());
    }

    static void load(MilvusClientV2 client) {
        client.loadCollection(LoadCollectionReq.builder().collectionName("points").build());
    }

    /** Three points: 1 at (1, 0), 2 at (0, 2), 3 at (3, 4). */
    static MilvusClientV2 loaded(MilvusServers servers, MetricType metric) {
        MilvusClientV2 client = servers.client("2.6.15");
        create(client, "vector");
        insert(client, "{id: 1, color: red, vector: [1, 0]}", "{id: 2, color: blue, vector: [0, 2]}", "{id: 3, color: red, vector: [3, 4]}");
        index(client, "vector", metric);
        load(client);
        return client;
    }

    static List<SearchResult> search(MilvusClientV2 client, float x, float y, String filter) {
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

    static List<Object> query(MilvusClientV2 client, String filter) {
        return client.query(QueryReq.builder().collectionName("points").filter(filter).outputFields(List.of("id")).build())
                .getQueryResults()
                .stream()
                .map(result -> result.getEntity().get("id"))
                .toList();
    }
}
