package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import dev.redkite.json.Json;
import dev.redkite.sandbox.milvus.StoredCollection.Index;
import io.milvus.grpc.FieldSchema;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an index may be made of. */
record IndexRules(MilvusVersion version) {

    private record Range(int least, int most) {}

    /**
     * Parameters that each index type cannot do without, and their bounds as a server of 2.2.13 names them
     * (https://milvus.io/docs/index.md for the others).
     */
    private static final Map<String, Map<String, Range>> TYPES = Map.of(
            "FLAT", Map.of(),
            "IVF_FLAT", Map.of("nlist", new Range(1, 65536)),
            "IVF_SQ8", Map.of("nlist", new Range(1, 65536)),
            "IVF_PQ", Map.of("nlist", new Range(1, 65536), "m", new Range(1, 65536)),
            "HNSW", Map.of("M", new Range(4, 64), "efConstruction", new Range(8, 512)),
            "DISKANN", Map.of(),
            "AUTOINDEX", Map.of());

    /** @param given as the client named it, for so it is described; the parameters one by one, or all in one text */
    Index checked(String name, FieldSchema field, Map<String, String> given) {
        String named = name.isEmpty() ? field.getName() : name;
        Map<String, String> parameters = new TreeMap<>(given);
        String type = Optional.ofNullable(parameters.remove("index_type")).orElse("AUTOINDEX");
        String metric = parameters.remove("metric_type");
        if (!Columns.isVector(field)) {
            return new Index(named, field.getName(), type, null, Map.copyOf(parameters));
        }
        if (metric == null) {
            throw invalid("metric type not set for vector index");
        }
        check(type, oneByOne(parameters));
        return new Index(named, field.getName(), type, Metric.of(metric, version), Map.copyOf(parameters));
    }

    private static Map<String, String> oneByOne(Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        String text = all.remove("params");
        if (text != null) {
            Json.parse(text).properties().forEach(each -> all.put(each.getKey(), each.getValue().asText()));
        }
        return all;
    }

    private static void check(String type, Map<String, String> parameters) {
        if (!TYPES.containsKey(type)) {
            throw invalid("invalid index type: %s", type);
        }
        TYPES.get(type).forEach((parameter, range) -> {
            String value = parameters.getOrDefault(parameter, "");
            if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < range.least() || Integer.parseInt(value) > range.most()) {
                throw invalid("%s out of range: [%d, %d]", parameter, range.least(), range.most());
            }
        });
    }
}
