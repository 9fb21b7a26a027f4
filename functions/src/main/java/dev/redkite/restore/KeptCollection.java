package dev.redkite.restore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One collection as a backup's manifest has it.
 *
 * @param least    rows that it had at least when milvus-backup copied it
 * @param stored   rows in what was copied: those that were deleted and not compacted yet are among them
 * @param exact    whether none was deleted, so that as many come back as are stored
 * @param loaded   whether it was searched in
 * @param replicas of what was loaded; one where the manifest does not say
 * @param bytes    of what was copied
 * @param schema   in milvus-backup's words
 * @param indexes  likewise
 * @param aliases  its second names
 */
record KeptCollection(
        String database, String name, long least, long stored, boolean exact, boolean loaded, int replicas, long bytes, JsonNode schema,
        List<JsonNode> indexes, List<String> aliases) {

    /** What a collection is called besides until it is proven. */
    static final String SUFFIX = "_restoring";

    static List<KeptCollection> of(JsonNode manifest) {
        return manifest.path("collections").valueStream().map(KeptCollection::ofOne).toList();
    }

    /** Manifests of before said nothing of deletions, nor how many rows there were afterwards. */
    private static KeptCollection ofOne(JsonNode kept) {
        long before = kept.path("rows").asLong();
        boolean exact = kept.path("deletions").isBoolean() && !kept.path("deletions").booleanValue();
        boolean strong = kept.path("counted").asText().equals("strong");
        return new KeptCollection(kept.path("database").asText(), kept.path("collection").asText(),
                strong ? Math.min(before, kept.path("rowsAfter").asLong(before)) : 0, kept.path("stored").asLong(), exact,
                kept.path("loaded").asBoolean(), Math.max(1, kept.path("replicas").asInt()), kept.path("bytes").asLong(), kept.path("schema"),
                kept.path("indexes").valueStream().toList(), kept.path("aliases").valueStream().map(JsonNode::asText).toList());
    }

    /** With so many it is loaded where there are so many query nodes, for each replica needs one of its own. */
    int replicas(int queryNodes) {
        return Math.min(replicas, Math.max(1, queryNodes));
    }

    /** As people write it. */
    String key() {
        return database + "." + name;
    }

    String temporaryName() {
        return name + SUFFIX;
    }

    String temporaryKey() {
        return database + "." + temporaryName();
    }
}
