package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * What is in a backup, in short.
 *
 * @param name          its name, which the path below {@code /backups} takes
 * @param made          when it was proven
 * @param scheduled     whether a schedule asked for it, so that it counts among those of which only some are kept
 * @param milvusVersion of the Milvus that it was made of
 * @param collections   how many there are
 * @param rows          in all of them, as Milvus counted them when it was begun
 * @param bytes         of all its objects
 */
@Schema(name = "BackupSummary")
record BackupSummary(String name, Instant made, boolean scheduled, String milvusVersion, int collections, long rows, long bytes) {

    static BackupSummary of(JsonNode manifest) {
        JsonNode collections = manifest.path("collections");
        return new BackupSummary(manifest.path("backup").asText(), Instant.parse(manifest.path("made").asText()), manifest.path("scheduled").asBoolean(),
                manifest.path("milvusVersion").asText(), collections.size(),
                collections.valueStream().mapToLong(each -> each.path("rows").asLong()).sum(), manifest.path("bytes").asLong());
    }
}
