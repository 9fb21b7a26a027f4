package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.StageBroken;
import dev.redkite.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What milvus-backup says that it has stored, held against what Milvus had and against what lies in the bucket.
 *
 * @param meta    milvus-backup's own full_meta.json
 * @param before  collections as {@link Inventory} counted them before
 * @param after   and after
 * @param objects all that lies in the backup's folder
 */
record Proof(String name, JsonNode meta, JsonNode before, JsonNode after, List<S3Object> objects) {

    static String key(JsonNode counted) {
        return counted.path("database").asText() + "." + counted.path("collection").asText();
    }

    private static String metaKey(JsonNode stored) {
        String database = stored.path("db_name").asText();
        return (database.isEmpty() ? "default" : database) + "." + stored.path("collection_name").asText();
    }

    private static Map<String, JsonNode> keyed(JsonNode counted) {
        return counted.valueStream().collect(Collectors.toMap(Proof::key, each -> each, (one, _) -> one, TreeMap::new));
    }

    /** @throws StageBroken with everything that is missing; what came or went meanwhile is nobody's fault */
    ArrayNode collections() {
        Map<String, JsonNode> stored = meta.path("collection_backups").valueStream()
                .collect(Collectors.toMap(Proof::metaKey, each -> each, (one, _) -> one, TreeMap::new));
        Map<String, JsonNode> present = keyed(after);
        ArrayNode proven = Json.object().putArray("collections");
        List<String> missing = new ArrayList<>();
        keyed(before).forEach((key, counted) -> {
            JsonNode kept = stored.get(key);
            if (kept != null) {
                missing.addAll(missing(key, counted, present.getOrDefault(key, MissingNode.getInstance()), kept));
                proven.add(described(counted, present.getOrDefault(key, counted), kept));
            } else if (present.containsKey(key)) {
                missing.add("collection %s is not in it".formatted(key));
            }
        });
        if (!missing.isEmpty()) {
            throw new StageBroken("Backup %s is none: %s. Next: redrive the execution, which begins it anew; if that shows the same, ask milvus-backup's people with these words."
                    .formatted(name, String.join("; ", missing)));
        }
        return proven;
    }

    /** Rows that were deleted are stored for some time yet, so there may be more than were counted, and never fewer. */
    private List<String> missing(String key, JsonNode before, JsonNode after, JsonNode stored) {
        List<String> missing = new ArrayList<>();
        long least = Math.min(before.path("rows").asLong(), after.path("rows").asLong());
        if (rows(stored) < least) {
            missing.add("of collection %s it has %,d rows, and Milvus %,d".formatted(key, rows(stored), least));
        }
        if (stored.path("schema").path("fields").isEmpty()) {
            missing.add("collection %s has no schema in it".formatted(key));
        }
        long id = stored.path("collection_id").asLong();
        if (rows(stored) > 0 && objects.stream().noneMatch(object -> object.key().contains("/binlogs/insert_log/%d/".formatted(id)))) {
            missing.add("of collection %s nothing lies in the bucket".formatted(key));
        }
        return missing;
    }

    private static Stream<JsonNode> stored(JsonNode stored) {
        return stored.path("partition_backups").valueStream().flatMap(partition -> partition.path("segment_backups").valueStream());
    }

    /** As Milvus named them to milvus-backup, those of deletions among them, which belong to no partition. */
    private static ObjectNode segments(JsonNode stored) {
        ObjectNode segments = Json.object();
        Stream.concat(stored(stored), stored.path("l0_segments").valueStream())
                .forEach(segment -> segments.put(segment.path("segment_id").asText(), segment.path("num_of_rows").asLong()));
        return segments;
    }

    static long rows(JsonNode stored) {
        return stored(stored).mapToLong(segment -> segment.path("num_of_rows").asLong())
                .sum();
    }

    /** Whoever restores it knows from {@code deletions} whether all that is stored comes back. */
    private ObjectNode described(JsonNode before, JsonNode after, JsonNode stored) {
        ObjectNode described = before.deepCopy();
        if (!before.path("definition").equals(after.path("definition"))) {
            described.remove("definition"); // nobody knows which of the two was copied
        }
        long id = stored.path("collection_id").asLong();
        described.put("rowsAfter", after.path("rows").asLong()).put("stored", rows(stored)).put("bytes", stored.path("size").asLong())
                .put("deletions", objects.stream().anyMatch(object -> object.key().contains("/binlogs/delta_log/%d/".formatted(id))));
        described.put("id", id).set("segments", segments(stored));
        described.set("schema", stored.path("schema"));
        described.set("aliases", stored.path("aliases").isArray() ? stored.path("aliases") : Json.object().putArray("none"));
        described.set("indexes", stored.path("index_infos").isArray() ? stored.path("index_infos") : Json.object().putArray("none"));
        return described;
    }
}
