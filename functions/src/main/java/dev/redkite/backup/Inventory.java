package dev.redkite.backup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.Transient;
import dev.redkite.json.Json;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.MilvusReach;
import dev.redkite.probe.ReleasePods;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.exception.MilvusClientException;
import io.milvus.v2.service.collection.request.GetCollectionStatsReq;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.ListCollectionsReq;
import io.milvus.v2.service.vector.request.QueryReq;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Which collections a Milvus has and how many rows are in each, asked through the Kubernetes API's tunnel as the health probe does. */
record Inventory(MilvusReach reach, RootLogin rootLogin) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Bounds one call; counting what is loaded takes a server seconds. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    private static final String COUNT = "count(*)";

    /**
     * An array of {@code {"database", "collection", "rows", "counted", "loaded"}}. Rows are counted {@code strong}, by a query that sees all
     * that was written before, where the collection is loaded and the server counts (from 2.3 on); elsewhere they are those {@code stored}:
     * among these are rows that were deleted since.
     *
     * @throws Transient while Milvus does not answer
     */
    ArrayNode of(BackupSpec spec, KubernetesClient kubernetes) {
        String pod = new ReleasePods(kubernetes, spec.namespace()).findBehind(spec.plan().names().release())
                .orElseThrow(() -> new Transient("No pod of Milvus is ready behind Service %s/%s".formatted(spec.namespace(), spec.plan().names().release())));
        try (MilvusReach.Tunnel tunnel = reach.open(kubernetes, spec.namespace(), pod, MilvusReach.PORT)) {
            return asked(client(spec, tunnel), spec);
        } catch (StatusRuntimeException | MilvusClientException e) {
            throw new Transient("Milvus (pod %s/%s) does not tell what it holds: %s".formatted(spec.namespace(), pod, e.getMessage()));
        }
    }

    private MilvusClientV2 client(BackupSpec spec, MilvusReach.Tunnel tunnel) {
        ConnectConfig.ConnectConfigBuilder config = ConnectConfig.builder()
                .uri("http://" + tunnel.host() + ":" + tunnel.port())
                .connectTimeoutMs(CONNECT_TIMEOUT.toMillis())
                .rpcDeadlineMs(LONGEST_CALL.toMillis());
        if (spec.plan().milvus().authentication()) {
            config.username(RootLogin.USER).password(rootLogin.requirePassword(spec.plan().names().rootSecret()));
        }
        return reach.client(config.build()).withRetry(RetryConfig.builder().maxRetryTimes(1).build());
    }

    private static ArrayNode asked(MilvusClientV2 client, BackupSpec spec) {
        try {
            ArrayNode found = Json.object().putArray("collections");
            for (String database : client.listDatabases().getDatabaseNames()) {
                for (String collection : collections(client, database)) {
                    found.add(counted(client, spec, database, collection));
                }
            }
            return found;
        } finally {
            close(client);
        }
    }

    private static List<String> collections(MilvusClientV2 client, String database) {
        return client.listCollectionsV2(ListCollectionsReq.builder().databaseName(database).build()).getCollectionNames().stream().sorted().toList();
    }

    private static ObjectNode counted(MilvusClientV2 client, BackupSpec spec, String database, String collection) {
        boolean loaded = client.getLoadState(GetLoadStateReq.builder().databaseName(database).collectionName(collection).build());
        boolean strong = loaded && !spec.plan().milvus().version().startsWith("2.2.");
        long rows = strong ? counted(client, database, collection)
                : client.getCollectionStats(GetCollectionStatsReq.builder().databaseName(database).collectionName(collection).build()).getNumOfEntities();
        return Json.object().put("database", database).put("collection", collection).put("rows", rows)
                .put("counted", strong ? "strong" : "stored").put("loaded", loaded);
    }

    private static long counted(MilvusClientV2 client, String database, String collection) {
        Object count = client.query(QueryReq.builder().databaseName(database).collectionName(collection).filter("")
                        .outputFields(List.of(COUNT)).consistencyLevel(ConsistencyLevel.STRONG).build())
                .getQueryResults().getFirst().getEntity().get(COUNT);
        return ((Number) Objects.requireNonNull(count, COUNT)).longValue();
    }

    private static void close(MilvusClientV2 client) {
        try {
            client.close(3);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
