package dev.redkite.backup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.Transient;
import dev.redkite.json.Json;
import dev.redkite.probe.MilvusSession;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.DescribeReplicasReq;
import io.milvus.v2.service.collection.request.GetCollectionStatsReq;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.ListCollectionsReq;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import io.milvus.v2.service.utility.request.GetPersistentSegmentInfoReq;
import io.milvus.v2.service.vector.request.QueryReq;
import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Objects;

/** Which collections a Milvus has and how many rows are in each. */
record Inventory(MilvusSession session) {

    private static final String COUNT = "count(*)";

    /** Before, a Milvus tells of replicas by a collection's number alone, which the client does not send. */
    private static final Version REPLICAS = Version.parse("2.4.0");

    /**
     * An array of {@code {"database", "collection", "rows", "counted", "loaded"}}, with {@code "replicas"} of what is loaded where Milvus tells, and with {@code "definition"} where a teardown follows, before which
     * it is held against another one. Rows are counted {@code strong}, by a query that sees all
     * that was written before, where the collection is loaded and the server counts (from 2.3 on); elsewhere they are those {@code stored}:
     * among these are rows that were deleted since.
     *
     * @throws Transient while Milvus does not answer
     */
    ArrayNode of(BackupSpec spec, KubernetesClient kubernetes) {
        return session.ask(kubernetes, spec.plan(), client -> asked(client, spec));
    }

    /**
     * The same, each with {@code "segments"}: the rows of those that are in the object storage, by their ids. What was not
     * flushed is in none. From 2.4 on deletions have segments of their own.
     */
    ArrayNode withSegments(BackupSpec spec, KubernetesClient kubernetes) {
        return session.ask(kubernetes, spec.plan(), client -> {
            ArrayNode found = asked(client, spec);
            found.forEach(each -> addSegments(client, (ObjectNode) each));
            return found;
        });
    }

    private static void addSegments(MilvusClientV2 client, ObjectNode found) {
        ObjectNode segments = found.putObject("segments");
        client.getPersistentSegmentInfo(GetPersistentSegmentInfoReq.builder()
                        .databaseName(found.path("database").asText()).collectionName(found.path("collection").asText()).build())
                .getSegmentInfos().forEach(segment -> segments.put(segment.getSegmentID().toString(), segment.getNumOfRows()));
    }

    private static void addDefinition(MilvusClientV2 client, BackupSpec spec, ObjectNode found) {
        String database = found.path("database").asText();
        String collection = found.path("collection").asText();
        DescribeCollectionResp described = client.describeCollection(
                DescribeCollectionReq.builder().databaseName(database).collectionName(collection).build());
        found.put("id", described.getCollectionID())
                .set("definition", new Definition(client, spec.milvusVersion(), database, collection).of(described));
    }

    private static ArrayNode asked(MilvusClientV2 client, BackupSpec spec) {
        ArrayNode found = Json.object().putArray("collections");
        for (String database : client.listDatabases().getDatabaseNames()) {
            for (String collection : collections(client, database)) {
                found.add(counted(client, spec, database, collection));
            }
        }
        if (spec.kept()) {
            found.forEach(each -> addDefinition(client, spec, (ObjectNode) each));
        }
        return found;
    }

    private static List<String> collections(MilvusClientV2 client, String database) {
        return client.listCollectionsV2(ListCollectionsReq.builder().databaseName(database).build()).getCollectionNames().stream().sorted().toList();
    }

    private static ObjectNode counted(MilvusClientV2 client, BackupSpec spec, String database, String collection) {
        boolean loaded = client.getLoadState(GetLoadStateReq.builder().databaseName(database).collectionName(collection).build());
        boolean strong = loaded && !spec.milvusVersion().startsWith("2.2.");
        long rows = strong ? counted(client, database, collection)
                : client.getCollectionStats(GetCollectionStatsReq.builder().databaseName(database).collectionName(collection).build()).getNumOfEntities();
        ObjectNode found = Json.object().put("database", database).put("collection", collection).put("rows", rows)
                .put("counted", strong ? "strong" : "stored").put("loaded", loaded);
        return loaded && REPLICAS.compareTo(Version.parse(spec.milvusVersion())) <= 0 ? found.put("replicas", replicas(client, database, collection)) : found;
    }

    private static int replicas(MilvusClientV2 client, String database, String collection) {
        return client.describeReplicas(DescribeReplicasReq.builder().databaseName(database).collectionName(collection).build()).getReplicas().size();
    }

    private static long counted(MilvusClientV2 client, String database, String collection) {
        Object count = client.query(QueryReq.builder().databaseName(database).collectionName(collection).filter("")
                        .outputFields(List.of(COUNT)).consistencyLevel(ConsistencyLevel.STRONG).build())
                .getQueryResults().getFirst().getEntity().get(COUNT);
        return ((Number) Objects.requireNonNull(count, COUNT)).longValue();
    }
}
