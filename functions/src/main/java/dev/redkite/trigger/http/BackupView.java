package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * A backup, as its manifest tells of it.
 *
 * @param name          its name
 * @param environment   of which it was made
 * @param generation    of that environment
 * @param made          when it was proven
 * @param execution     ARN of the execution that made it
 * @param scheduled     whether a schedule asked for it, so that it counts among those of which only some are kept
 * @param milvusVersion of the Milvus that it was made of
 * @param toolVersion   of milvus-backup, which made it
 * @param users         whether users and roles are in it
 * @param bucket        in which it lies
 * @param path          below which all its objects lie
 * @param objects       how many these are
 * @param bytes         of all of them
 * @param digest        SHA-256 of the list of them: a line with key and size for each
 * @param collections   what is in it
 */
@Schema(name = "Backup")
record BackupView(
        String name, String environment, int generation, Instant made, String execution, boolean scheduled, String milvusVersion,
        String toolVersion, boolean users, String bucket, String path, long objects, long bytes, String digest, List<Collection> collections) {

    /**
     * One collection.
     *
     * @param database   in which it is
     * @param collection its name
     * @param rows       as Milvus counted them when the backup was begun
     * @param counted    how: strong, by a query that sees all that was written before, or stored, deleted ones among them
     * @param stored     rows that the backup holds
     * @param loaded     whether it was loaded
     * @param bytes      as milvus-backup tells
     * @param schema     as milvus-backup writes it
     * @param indexes    likewise, an array
     */
    @Schema(name = "BackedUpCollection")
    record Collection(
            String database, String collection, long rows, String counted, long stored, boolean loaded, long bytes,
            @Schema(types = "object") JsonNode schema, @Schema(types = "array") JsonNode indexes) {

        private static Collection of(JsonNode told) {
            return new Collection(told.path("database").asText(), told.path("collection").asText(), told.path("rows").asLong(),
                    told.path("counted").asText(), told.path("stored").asLong(), told.path("loaded").asBoolean(), told.path("bytes").asLong(),
                    told.path("schema"), told.path("indexes"));
        }
    }

    static BackupView of(JsonNode manifest) {
        return new BackupView(manifest.path("backup").asText(), manifest.path("environment").asText(), manifest.path("generation").asInt(),
                Instant.parse(manifest.path("made").asText()), manifest.path("execution").asText(), manifest.path("scheduled").asBoolean(),
                manifest.path("milvusVersion").asText(), manifest.path("toolVersion").asText(), manifest.path("users").asBoolean(),
                manifest.path("bucket").asText(), manifest.path("path").asText(), manifest.path("objects").asLong(), manifest.path("bytes").asLong(),
                manifest.path("digest").asText(), manifest.path("collections").valueStream().map(Collection::of).toList());
    }
}
