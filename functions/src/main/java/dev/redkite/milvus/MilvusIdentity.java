package dev.redkite.milvus;

import dev.redkite.chart.ReleaseIdentity;
import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.environment.Plan;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;

/** Which Milvus, and where: all that is needed to take it away. */
record MilvusIdentity(Plan plan, ClusterAccess cluster) {

    static MilvusIdentity of(StageRequest request) {
        return new MilvusIdentity(request.plan(), request.facts("eksCluster", EksClusterFacts.class).access());
    }

    /** Kubernetes namespace and release have the same name. */
    String namespace() {
        return plan.names().release();
    }

    ReleaseIdentity release() {
        return new ReleaseIdentity(cluster, namespace(), plan.names().release());
    }
}
