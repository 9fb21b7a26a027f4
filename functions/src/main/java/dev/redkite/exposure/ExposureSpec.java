package dev.redkite.exposure;

import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.environment.Plan;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;

/** The load balancers that the plan asks for. */
record ExposureSpec(Plan plan, ClusterAccess cluster) {

    static ExposureSpec of(StageRequest request) {
        return new ExposureSpec(request.plan(), request.facts("eksCluster", EksClusterFacts.class).access());
    }
}
