package dev.redkite.scenario;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.redkite.sandbox.Sandbox;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.vector.request.InsertReq;
import io.milvus.v2.service.vector.request.QueryReq;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What a user keeps in a Milvus, that of environment demo unless another cluster is named: points of a plane, numbered from 0. */
public record MilvusRows(Sandbox sandbox, String cluster) {

    static final String CLUSTER = "redkite-demo";

    public MilvusRows(Sandbox sandbox) {
        this(sandbox, CLUSTER);
    }

    MilvusClientV2 client() {
        return sandbox.clusters().milvus(cluster).client(ConnectConfig.builder().uri("http://milvus").build());
    }

    public void create(String collection) {
        CreateCollectionReq.CollectionSchema schema = CreateCollectionReq.CollectionSchema.builder().build();
        schema.addField(AddFieldReq.builder().fieldName("id").dataType(DataType.Int64).isPrimaryKey(true).autoID(false).build());
        schema.addField(AddFieldReq.builder().fieldName("vector").dataType(DataType.FloatVector).dimension(2).build());
        MilvusClientV2 client = client();
        client.createCollection(CreateCollectionReq.builder().collectionName(collection).collectionSchema(schema).build());
        client.createIndex(CreateIndexReq.builder().collectionName(collection).sync(false).indexParams(List.of(IndexParam.builder()
                .fieldName("vector").indexType(IndexParam.IndexType.FLAT).metricType(IndexParam.MetricType.L2).build())).build());
        client.loadCollection(LoadCollectionReq.builder().collectionName(collection).build());
    }

    public void insert(String collection, int from, int to) {
        List<JsonObject> rows = IntStream.range(from, to)
                .mapToObj(number -> JsonParser.parseString("{id: %d, vector: [%d, 1]}".formatted(number, number)).getAsJsonObject()).toList();
        client().insert(InsertReq.builder().collectionName(collection).data(rows).build());
    }

    void drop(String collection) {
        client().dropCollection(DropCollectionReq.builder().collectionName(collection).build());
    }

    void flush(String collection) {
        client().flush(FlushReq.builder().collectionNames(List.of(collection)).build());
    }

    List<Object> keys(String collection) {
        return client().query(QueryReq.builder().collectionName(collection).filter("id >= 0").outputFields(List.of("id"))
                        .consistencyLevel(ConsistencyLevel.STRONG).build())
                .getQueryResults().stream().map(row -> row.getEntity().get("id")).sorted().toList();
    }

    KubernetesClient kubernetes() {
        return sandbox.kubernetes(cluster);
    }

    /** All its Deployments, and so all that holds rows. */
    List<Deployment> deployments() {
        return kubernetes().apps().deployments().inNamespace("milvus").list().getItems().stream()
                .filter(each -> !each.getMetadata().getName().endsWith("attu")).toList();
    }

    void scale(int replicas) {
        deployments().forEach(each -> kubernetes().resource(each).scale(replicas));
        settle();
    }

    /** Five minutes, and somebody who looks. */
    void settle() {
        sandbox.advance(Duration.ofMinutes(5));
        sandbox.clusters().reconcile();
    }
}
