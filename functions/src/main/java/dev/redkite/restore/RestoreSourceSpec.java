package dev.redkite.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.BackupTool;
import dev.redkite.catalog.Catalog;
import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.environment.Plan;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be restored.
 *
 * @param plan      of the environment that is restored into
 * @param from      whose backup it is; the environment's own, if nothing was said
 * @param backup    its name; the newest, if none was said
 * @param overwrites whether collections that stand may be replaced
 */
record RestoreSourceSpec(ClusterAccess cluster, Plan plan, String execution, String from, @Nullable String backup, boolean overwrites, BackupTool tool) {

    /** Whether it is what the environment held before it was torn down, without which it is not ready. */
    boolean kept() {
        return plan.keeps() != null;
    }

    static RestoreSourceSpec of(StageRequest request) {
        JsonNode wanted = request.request();
        return new RestoreSourceSpec(
                EksClusterFacts.access(request), request.plan(), RestoreSpec.restorer(request),
                wanted.path("from").asText(request.plan().environment()), wanted.path("backup").asText(request.plan().keeps()),
                wanted.path("overwrite").asBoolean(), Catalog.load().backupTool());
    }
}
