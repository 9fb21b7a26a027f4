package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a Milvus has, held against a backup of it. A backup's segments are those that Milvus named to milvus-backup, by the same question
 * that is asked now, so rows that are not in it are in another segment or make one longer. Deletions before 2.4 are in none, and only a count
 * tells of them. Milvus puts segments together by itself, which looks the same: better a backup too many. What a collection is besides its
 * rows is in a backup as it was found before and after, where both are alike.
 */
final class WrittenSince {

    private WrittenSince() {}

    /**
     * Collections that were written to, changed, made or dropped.
     *
     * @param manifest of the backup
     * @param present  as {@link Inventory#withSegments} finds them
     */
    static List<String> written(JsonNode manifest, JsonNode present) {
        Map<String, JsonNode> then = keyed(manifest.path("collections"));
        Map<String, JsonNode> now = keyed(present);
        TreeSet<String> all = new TreeSet<>(then.keySet());
        all.addAll(now.keySet());
        return all.stream().filter(key -> !then.containsKey(key) || !now.containsKey(key) || !same(then.get(key), now.get(key))).toList();
    }

    private static Map<String, JsonNode> keyed(JsonNode collections) {
        return collections.valueStream().collect(Collectors.toMap(Proof::key, each -> each, (one, _) -> one, TreeMap::new));
    }

    /** A manifest of before says nothing of segments, or of what a collection is. */
    private static boolean same(JsonNode then, JsonNode now) {
        boolean counted = now.path("counted").asText().equals("strong");
        return then.path("id").asLong() == now.path("id").asLong()
                && then.path("loaded").asBoolean() == now.path("loaded").asBoolean()
                && then.path("replicas").asInt() == now.path("replicas").asInt()
                && rows(then.path("segments")).equals(rows(now.path("segments")))
                && then.has("segments") && then.has("definition") && then.path("definition").equals(now.path("definition"))
                && (!counted || then.path("rows").asLong() == now.path("rows").asLong() && then.path("rowsAfter").asLong() == now.path("rows").asLong());
    }

    private static Map<String, Long> rows(JsonNode segments) {
        return segments.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().asLong()));
    }
}
