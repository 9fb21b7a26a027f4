package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.redkite.json.Json;
import dev.redkite.sandbox.milvus.StoredCollection.Index;
import io.milvus.grpc.HybridSearchRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.PlaceholderGroup;
import io.milvus.grpc.PlaceholderType;
import io.milvus.grpc.PlaceholderValue;
import io.milvus.grpc.SearchRequest;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Search by brute force: the exact answer, whatever index was built. */
record Searcher(MilvusVersion version, MilvusSettings settings) {

    /** Milvus' own bound (quotaAndLimits.limits.topK, https://milvus.io/docs/limitations.md). */
    private static final int MOST_HITS = 16384;

    record Hit(Object key, Map<String, Object> row, double score) {}

    /** One list of hits for each vector asked for, nearest first. */
    List<List<Hit>> search(StoredCollection collection, SearchRequest request) {
        Map<String, String> parameters = parameters(request.getSearchParamsList());
        refuseUnknown(parameters);
        if (request.hasIds()) {
            throw new UnsupportedOperationException("FakeMilvus searches for vectors that are given, not for those of keys");
        }
        Index index = index(collection, parameters);
        Predicate<Map<String, Object>> filter = collection.filter(request.getDsl());
        List<Map<String, Object>> candidates = collection.requireLoaded(request.getPartitionNamesList()).stream()
                .filter(settings.ignoresFilters ? _ -> true : filter)
                .toList();
        int offset = Integer.parseInt(parameters.getOrDefault("offset", "0"));
        int limit = limit(parameters, "topk");
        List<List<Hit>> results = new ArrayList<>();
        for (float[] target : targets(request.getPlaceholderGroup(), Columns.dimension(collection.requireField(index.field())))) {
            results.add(nearest(collection, index, candidates, target).stream().skip(offset).limit(limit).toList());
        }
        return results;
    }

    /** Kinds of search whose hits would be others; clients name the bounds of a range beside the other parameters or within. */
    private static void refuseUnknown(Map<String, String> parameters) {
        JsonNode inner = Json.parse(parameters.getOrDefault("params", "{}"));
        for (String kind : List.of("radius", "range_filter", "group_by_field")) {
            if (parameters.containsKey(kind) || inner.has(kind)) {
                throw new UnsupportedOperationException("FakeMilvus knows no search by " + kind);
            }
        }
    }

    private List<Hit> nearest(StoredCollection collection, Index index, List<Map<String, Object>> rows, float[] target) {
        String key = collection.primaryField().getName();
        Comparator<Hit> nearness = (left, right) -> index.metric().compare(left.score(), right.score());
        return rows.stream()
                .map(row -> new Hit(row.get(key), row, index.metric().score(target, (float[]) row.get(index.field()))))
                .sorted(settings.wrongDistances ? nearness.reversed() : nearness)
                .toList();
    }

    /** Before 2.3 the server did not know the one vector field by itself. */
    private Index index(StoredCollection collection, Map<String, String> parameters) {
        if (!version.atLeast(2, 3)) {
            for (String required : List.of("anns_field", "params")) {
                if (!parameters.containsKey(required)) {
                    throw invalid("%s not found in search_params", required);
                }
            }
        }
        List<String> vectors = collection.schema.getFieldsList().stream()
                .filter(Columns::isVector)
                .map(field -> field.getName())
                .toList();
        String field = parameters.getOrDefault("anns_field", vectors.size() == 1 ? vectors.getFirst() : "");
        if (!vectors.contains(field)) {
            throw invalid("failed to get field schema by name: %s is no vector field", field);
        }
        collection.requireLoaded(List.of());
        Index index = collection.indexes.get(field);
        String metric = parameters.getOrDefault("metric_type", index.metric().name());
        if (Metric.of(metric, version) != index.metric()) {
            throw invalid("metric type not match: invalid parameter[expected=%s][actual=%s]", index.metric(), metric);
        }
        return index;
    }

    private static int limit(Map<String, String> parameters, String name) {
        int limit = Integer.parseInt(parameters.getOrDefault(name, "0"));
        if (limit < 1 || limit > MOST_HITS) {
            throw invalid("topk [%d] is invalid, it should be in range [1, %d]", limit, MOST_HITS);
        }
        return limit;
    }

    private static List<float[]> targets(ByteString group, int dimension) {
        List<float[]> targets = new ArrayList<>();
        PlaceholderValue placeholder = placeholder(group);
        if (placeholder.getType() != PlaceholderType.FloatVector) {
            throw new UnsupportedOperationException("FakeMilvus searches no vectors of type " + placeholder.getType());
        }
        for (ByteString bytes : placeholder.getValuesList()) {
            if (bytes.size() != dimension * Float.BYTES) {
                throw invalid("vector dimension mismatch, expected vector size(byte) %d, actual %d",
                        dimension * Float.BYTES, bytes.size());
            }
            float[] vector = new float[dimension];
            bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
            targets.add(vector);
        }
        return targets;
    }

    private static PlaceholderValue placeholder(ByteString group) {
        try {
            return PlaceholderGroup.parseFrom(group).getPlaceholders(0);
        } catch (InvalidProtocolBufferException | IndexOutOfBoundsException e) {
            throw invalid("cannot parse placeholder group: %s", e.getMessage());
        }
    }

    /** Several searches, then one ranking of what they found together. */
    List<List<Hit>> hybridSearch(StoredCollection collection, HybridSearchRequest request) {
        Map<String, String> parameters = parameters(request.getRankParamsList());
        int limit = limit(parameters, "limit");
        int offset = Integer.parseInt(parameters.getOrDefault("offset", "0"));
        List<List<List<Hit>>> found = new ArrayList<>();
        List<Metric> metrics = new ArrayList<>();
        for (SearchRequest part : request.getRequestsList()) {
            SearchRequest within = part.toBuilder().clearPartitionNames().addAllPartitionNames(request.getPartitionNamesList()).build();
            found.add(search(collection, within));
            metrics.add(index(collection, parameters(part.getSearchParamsList())).metric());
        }
        if (found.stream().map(List::size).distinct().count() != 1) {
            throw invalid("the number of target vectors differs between the sub-requests, or there is no sub-request");
        }
        Fusion fusion = fusion(parameters, metrics);
        List<List<Hit>> results = new ArrayList<>();
        for (int target = 0; target < found.getFirst().size(); target++) {
            int which = target;
            List<List<Hit>> lists = found.stream().map(list -> list.get(which)).toList();
            results.add(fusion.fuse(lists).stream().skip(offset).limit(limit).toList());
        }
        return results;
    }

    /** RRF with k = 60 where nothing is said (https://milvus.io/docs/rrf-ranker.md). */
    private static Fusion fusion(Map<String, String> parameters, List<Metric> metrics) {
        JsonNode settings = Json.parse(parameters.getOrDefault("params", "{}"));
        String strategy = parameters.getOrDefault("strategy", "rrf");
        return switch (strategy) {
            case "rrf" -> new Fusion.ReciprocalRank(settings.path("k").asDouble(60));
            case "weighted" -> {
                List<Double> weights = new ArrayList<>();
                settings.path("weights").forEach(weight -> weights.add(weight.asDouble()));
                yield new Fusion.Weighted(weights, metrics);
            }
            default -> throw invalid("unsupported rank type %s", strategy);
        };
    }

    /** The last of equal keys wins, as it does in the server. */
    private static Map<String, String> parameters(List<KeyValuePair> pairs) {
        return pairs.stream()
                .collect(Collectors.toMap(KeyValuePair::getKey, KeyValuePair::getValue, (_, last) -> last, LinkedHashMap::new));
    }
}
