package dev.redkite.upgrade;

import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.MilvusUpgrade;
import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;
import java.util.Objects;

/** @param retries how often this was tried before, since the execution came to it */
record MilvusUpgradeSpec(ClusterAccess cluster, Plan plan, MilvusUpgrade upgrade, int retries) {

    static MilvusUpgradeSpec of(StageRequest request) {
        String from = Objects.requireNonNull(request.plan().milvus().upgradesFrom(), "the plan upgrades nothing");
        String to = request.plan().milvus().version();
        return new MilvusUpgradeSpec(request.facts("eksCluster", EksClusterFacts.class).access(), request.plan(),
                Catalog.load().findUpgrade(from, to).orElseThrow(() -> new InvalidRequest(
                        "Milvus is not upgraded from %s to %s in place. Next: name %s in milvus.version and send the request again.".formatted(from, to, from))),
                Objects.requireNonNullElse(request.retries(), 0));
    }
}
