package dev.redkite.nodes;

import dev.redkite.cluster.ClusterRoleFacts;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.network.NetworkFacts;
import dev.redkite.stage.StageRequest;
import java.util.List;

/** @param roleArn null when the group is to be retired, like the subnets then are none */
record NodeGroupSpec(
        Names names,
        Ownership ownership,
        String kubernetesVersion,
        String roleArn,
        List<String> subnetIds,
        Plan.Nodes nodes) {

    static NodeGroupSpec of(StageRequest request) {
        return switch (request.action()) {
            case ensure -> of(request.plan(), request.facts("clusterRole", ClusterRoleFacts.class).nodeRoleArn(),
                    request.facts("network", NetworkFacts.class).privateSubnetIds());
            case retire -> of(request.plan(), null, List.of());
        };
    }

    static NodeGroupSpec of(Plan plan, String roleArn, List<String> subnetIds) {
        return new NodeGroupSpec(plan.names(), plan.ownership(), plan.cluster().kubernetesVersion(), roleArn,
                subnetIds, plan.nodes());
    }

    String cluster() {
        return names.prefixed();
    }

    String name() {
        return names.nodeGroup();
    }
}
