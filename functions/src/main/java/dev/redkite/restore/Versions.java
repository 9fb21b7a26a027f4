package dev.redkite.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.BackupTool;
import dev.redkite.failure.InvalidRequest;
import java.lang.module.ModuleDescriptor.Version;

/**
 * Which Milvus takes whose backup: one of the same minor version or a newer one, and none before what milvus-backup restores into
 * (https://github.com/zilliztech/milvus-backup/blob/main/README.md). It checks neither itself: its requests fail half-way, or rows come back wrong.
 */
final class Versions {

    private Versions() {}

    static void require(RestoreSourceSpec spec, JsonNode manifest) {
        String target = spec.plan().milvus().version();
        String source = manifest.path("milvusVersion").asText();
        String least = spec.tool().leastRestored();
        if (!spec.tool().restoresInto(target)) {
            throw new InvalidRequest("Environment %s runs Milvus %s, and milvus-backup %s restores into %s and newer only. Next: restore into an environment of a newer version, %s or newer."
                    .formatted(spec.plan().environment(), target, spec.tool().version(), least, newest(BackupTool.minor(source), least)));
        }
        if (spec.tool().goesBack(source, target)) {
            throw new InvalidRequest("Environment %s runs Milvus %s, and backup %s is of %s: none is restored into an older version. Next: restore into an environment of %s or newer."
                    .formatted(spec.plan().environment(), target, manifest.path("backup").asText(), source, BackupTool.minor(source)));
        }
    }

    private static String newest(String one, String other) {
        return Version.parse(one).compareTo(Version.parse(other)) > 0 ? one : other;
    }
}
