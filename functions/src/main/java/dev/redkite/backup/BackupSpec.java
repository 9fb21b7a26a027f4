package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.BackupTool;
import dev.redkite.catalog.Catalog;
import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.environment.Plan;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;
import java.lang.module.ModuleDescriptor.Version;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * One backup of an environment.
 *
 * @param name      as the request says, or made from the execution
 * @param scheduled whether a schedule asked for it, so that it counts among those of which only some are kept
 */
public record BackupSpec(ClusterAccess cluster, Plan plan, String execution, String name, boolean scheduled, BackupTool tool) {

    /** What milvus-backup takes for a name (core/backup/func.go there), as far as a label's value takes it too. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w{0,61}[A-Za-z0-9]");

    private static final int DIGITS = 12;

    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static BackupSpec of(StageRequest request) {
        JsonNode wanted = request.request();
        return new BackupSpec(
                request.facts("clusterEntry", EksClusterFacts.class).access(), request.plan(), request.execution(),
                wanted.path("name").asText(defaultName(request.execution())), wanted.path("scheduled").asBoolean(),
                Catalog.load().backupTool());
    }

    private static String defaultName(String execution) {
        return "backup_" + DigestUtils.sha256Hex(execution).substring(0, DIGITS);
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
