package dev.redkite.nodes;

import dev.redkite.cluster.ClusterRoleFacts;
import dev.redkite.environment.Identity;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.network.NetworkFacts;
import dev.redkite.stage.StageRequest;
import java.util.List;

record NodeGroupSpec(
        Names names,
        Ownership ownership,
        String kubernetesVersion,
        String roleArn,
        List<String> subnetIds,
        Plan.Nodes nodes) {

    static NodeGroupSpec of(StageRequest request) {
        Plan plan = request.plan();
        return new NodeGroupSpec(plan.names(), plan.ownership(), plan.cluster().kubernetesVersion(),
                request.facts("clusterRole", ClusterRoleFacts.class).nodeRoleArn(),
                request.facts("network", NetworkFacts.class).privateSubnetIds(), plan.nodes());
    }

    Identity identity() {
        return new Identity(names, ownership);
    }

    String cluster() {
        return names.clusterName();
    }

    String name() {
        return names.nodeGroup();
    }
}
