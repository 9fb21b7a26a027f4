package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.BackupTool;
import dev.redkite.catalog.Catalog;
import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.environment.Plan;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;
import java.util.Objects;
import java.lang.module.ModuleDescriptor.Version;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * One backup of an environment.
 *
 * @param name      as the request says, or made from the execution
 * @param scheduled whether a schedule asked for it, so that it counts among those of which only some are kept
 * @param kept      whether a teardown follows, which waits for it
 */
public record BackupSpec(ClusterAccess cluster, Plan plan, String execution, String name, boolean scheduled, boolean kept, BackupTool tool) {

    private static final int DIGITS = 12;

    static BackupSpec of(StageRequest request) {
        JsonNode wanted = request.request();
        return new BackupSpec(
                request.facts("clusterEntry", EksClusterFacts.class).access(), request.plan(), request.execution(),
                wanted.path("name").asText(Objects.requireNonNullElseGet(request.plan().keeps(), () -> defaultName(request.execution()))),
                wanted.path("scheduled").asBoolean(), request.plan().keeps() != null, Catalog.load().backupTool());
    }

    private static String defaultName(String execution) {
        return "backup_" + DigestUtils.sha256Hex(execution).substring(0, DIGITS);
    }

    /** What people do about a cause, once it is mended. */
    String next() {
        return "mend the cause, then redrive the execution, which begins the backup anew"
                + (kept ? "; or send the request with \"keepData\": false, by which all that Milvus holds is lost" : "");
    }

    /** Whether users and roles go along, which an older Milvus does not tell. */
    boolean takesUsers() {
        return Version.parse(plan.milvus().version()).compareTo(Version.parse(tool.leastUsers())) >= 0;
    }

    String namespace() {
        return plan.names().release();
    }

    String job() {
        return plan.names().backupJob();
    }

    Backups.Place place() {
        return Backups.Place.of(plan);
    }
}
