package dev.redkite.identity;

import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.cluster.StandingCluster;
import dev.redkite.deployment.Partition;
import dev.redkite.environment.Plan;
import dev.redkite.workloadidentity.WorkloadIdentityFacts;
import dev.redkite.workloadidentity.WorkloadIdentitySpec;
import dev.redkite.workloadidentity.WorkloadIdentityStage;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;

/** A cluster with the roles of its service accounts, for tests of what comes after them. */
public final class StandingIdentity {

    private StandingIdentity() {}

    public static WorkloadIdentityFacts of(StandingCluster standing) {
        EksClusterFacts cluster = standing.ensureCluster();
        return standing.done(
                new WorkloadIdentityStage(standing.world().client(IamClient.class), ""), wanted(standing, cluster));
    }

    public static WorkloadIdentitySpec wanted(StandingCluster standing, EksClusterFacts cluster) {
        Plan plan = new Plan("demo", 1, "123456789012", "us-west-2", standing.ownership().userTags(), false, null, null,
                new Plan.Storage("redkite-demo-123456789012-us-west-2", false, "demo/g1", null), null, null, null, null, null,
                null, null, List.of());
        return WorkloadIdentitySpec.wanted(plan, cluster, Partition.of("us-west-2"));
    }
}
