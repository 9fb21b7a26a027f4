package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.BackupTool;
import dev.redkite.catalog.Catalog;
import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.environment.Plan;
import dev.redkite.failure.StageBroken;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Objects;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * One backup of an environment.
 *
 * @param cluster   none where a teardown has found it not up, so that only what is proven already counts
 * @param unknown   whether a teardown could not enter the cluster, so that nobody knows what Milvus holds by now
 * @param name      as the request says, or made from the execution
 * @param scheduled whether a schedule asked for it, so that it counts among those of which only some are kept
 */
public record BackupSpec(
        @Nullable ClusterAccess cluster, boolean unknown, Plan plan, String execution, String name, boolean scheduled, BackupTool tool) {

    private static final int DIGITS = 12;
    private static final String WITHOUT = "; or send the request with \"keepData\": false, by which all that Milvus holds is lost";

    static BackupSpec of(StageRequest request) {
        return of(request, request.request().path("name").asText(defaultName(request)));
    }

    /** Another one, by the same execution. */
    BackupSpec further(String proven) {
        return new BackupSpec(cluster, unknown, plan, execution, Backups.further(proven), scheduled, tool);
    }

    /** Of what the Job has made, or has found to be made. */
    static BackupSpec ofMade(StageRequest request) {
        return of(request, request.facts("backupJob", BackupJobFacts.class).name());
    }

    private static BackupSpec of(StageRequest request, String name) {
        JsonNode wanted = request.request();
        return new BackupSpec(EksClusterFacts.findAccess(request).orElse(null), EksClusterFacts.unknown(request), request.plan(), request.execution(),
                name, wanted.path("scheduled").asBoolean(), Catalog.load().backupTool());
    }

    private static String defaultName(StageRequest request) {
        if (request.plan().keeps() != null) {
            return request.plan().keeps();
        }
        Plan.Milvus milvus = request.plan().milvus();
        String what = milvus.upgradesFrom() == null ? "backup" : "before_" + milvus.version().replace('.', '_');
        return what + "_" + DigestUtils.sha256Hex(request.execution()).substring(0, DIGITS);
    }

    /** @throws StageBroken where the cluster could not be entered */
    void requireKnown() {
        if (unknown) {
            throw new StageBroken("EKS cluster %s could not be entered, so what Milvus of environment %s holds by now cannot be backed up, and nothing was torn down. Next: mend what ClusterAccess names, then redrive the execution%s."
                    .formatted(plan.names().clusterName(), plan.environment(), WITHOUT));
        }
    }

    /** @throws StageBroken where there is none */
    ClusterAccess requireCluster() {
        requireKnown();
        if (cluster == null) {
            throw new StageBroken("EKS cluster %s is not up, and no backup %s is proven (one that was may have been given up): what Milvus of environment %s held cannot be backed up, and nothing was torn down. Next: where the environment is not removed, send an update, which makes the cluster anew or tells what it lacks, then redrive the execution%s. Backups that there are can be restored afterwards."
                    .formatted(plan.names().clusterName(), name, plan.environment(), WITHOUT));
        }
        return cluster;
    }

    /** Whether another Milvus takes this one's place afterwards. */
    boolean upgrades() {
        return plan.milvus().upgradesFrom() != null;
    }

    /** Of what is backed up, which before an upgrade is not as planned. */
    String milvusVersion() {
        return Objects.requireNonNullElse(plan.milvus().upgradesFrom(), plan.milvus().version());
    }

    /** Whether a teardown follows, which waits for it. */
    boolean kept() {
        return plan.keeps() != null;
    }

    /** Whether it is what a teardown makes before its first change. */
    boolean first() {
        return name.equals(plan.keeps());
    }

    /** What people do about a cause, once it is mended. */
    String next() {
        return "mend the cause, then redrive the execution, which begins the backup anew"
                + (first() ? WITHOUT : "");
    }

    /** Whether users and roles go along, which an older Milvus does not tell. */
    boolean takesUsers() {
        return Version.parse(milvusVersion()).compareTo(Version.parse(tool.leastUsers())) >= 0;
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
