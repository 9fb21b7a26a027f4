package dev.redkite.probe;

import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;

/**
 * @param release        the service in front of Milvus has the release's name
 * @param authentication whether Milvus asks for a login
 * @param rootSecret     where Secrets Manager keeps root's login
 * @param collection     what the check makes and drops
 */
record HealthProbeSpec(
        ClusterAccess cluster, String namespace, String release, boolean authentication, String rootSecret, String collection) {

    static HealthProbeSpec of(StageRequest request) {
        String release = request.plan().names().release();
        return new HealthProbeSpec(
                request.facts("eksCluster", EksClusterFacts.class).access(),
                release,
                release,
                request.plan().milvus().authentication(),
                request.plan().names().rootSecret(),
                request.plan().names().probeCollection());
    }
}
