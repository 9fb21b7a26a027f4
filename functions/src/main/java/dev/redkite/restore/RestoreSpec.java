package dev.redkite.restore;

import dev.redkite.backup.Backups.Place;
import dev.redkite.catalog.BackupTool;
import dev.redkite.catalog.Catalog;
import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.environment.Plan;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.sizing.Component;
import dev.redkite.stage.StageRequest;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Objects;

/**
 * One backup, to be restored into an environment.
 *
 * @param plan       of the environment that is restored into
 * @param execution  who restores it, so that another one's restore that has ended is none of this
 * @param overwrites whether collections that stand may be replaced
 */
record RestoreSpec(ClusterAccess cluster, Plan plan, String execution, RestoreSourceFacts source, boolean overwrites, BackupTool tool) {

    static RestoreSpec of(StageRequest request) {
        return new RestoreSpec(
                EksClusterFacts.access(request), request.plan(), restorer(request),
                request.facts("restoreSource", RestoreSourceFacts.class), request.request().path("overwrite").asBoolean(), Catalog.load().backupTool());
    }

    /** Who restores: of what comes back after a teardown whichever execution makes the environment ready. */
    static String restorer(StageRequest request) {
        return Objects.requireNonNullElseGet(request.plan().keeps(), request::execution);
    }

    /** Where it is noted how far the restore has come. */
    Place notes() {
        return Place.ofNotes(plan);
    }

    /** Whether Milvus' role may do more for as long as it lasts: it reads the backup as it is where its own are, and imports from its own bucket. */
    boolean needsAccess() {
        return acrossBuckets() || !source.place().equals(Place.of(plan));
    }

    /** Each holds one replica of a collection at most. */
    int queryNodes() {
        return Objects.requireNonNull(plan.milvus().components().get(Component.QUERY_NODE.key()), "every Milvus has query nodes").replicas();
    }

    /** Whether users and roles come along: they are in the backup, and this Milvus takes them. */
    boolean takesUsers() {
        return source.users() && Version.parse(plan.milvus().version()).compareTo(Version.parse(tool.leastUsers())) >= 0;
    }

    /** Whether milvus-backup has to bring the objects into Milvus' own bucket first, the only one that Milvus imports from. */
    boolean acrossBuckets() {
        return !source.bucket().equals(plan.storage().bucket());
    }
}
