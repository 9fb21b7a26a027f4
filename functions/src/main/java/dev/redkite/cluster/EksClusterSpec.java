package dev.redkite.cluster;

import dev.redkite.environment.Names;
import dev.redkite.environment.Plan;
import dev.redkite.network.NetworkFacts;
import dev.redkite.outside.Partition;
import dev.redkite.stage.Ownership;
import dev.redkite.stage.StageRequest;
import java.util.List;
import java.util.stream.Stream;

/**
 * The control plane and who may use it.
 *
 * @param principals        IAM principals that get cluster-admin
 * @param publicAccessCidrs who may reach the public endpoint
 * @param roleArn           null when the cluster is to be retired, like the subnets then are none
 */
record EksClusterSpec(
        Names names,
        Ownership ownership,
        String version,
        List<String> principals,
        List<String> publicAccessCidrs,
        String roleArn,
        List<String> subnetIds,
        Partition partition) {

    static EksClusterSpec of(StageRequest request, Partition partition) {
        return switch (request.action()) {
            case ensure -> of(request.plan(), partition,
                    request.facts("clusterRole", ClusterRoleFacts.class).clusterRoleArn(),
                    request.facts("network", NetworkFacts.class).privateSubnetIds());
            case retire -> of(request.plan(), partition, null, List.of());
        };
    }

    static EksClusterSpec of(Plan plan, Partition partition, String roleArn, List<String> subnetIds) {
        List<String> principals = Stream.concat(
                        plan.cluster().functionPrincipals().stream(), plan.cluster().administrators().stream())
                .distinct()
                .toList();
        return new EksClusterSpec(plan.names(), plan.ownership(), plan.cluster().kubernetesVersion(), principals,
                plan.cluster().publicAccessCidrs(), roleArn, subnetIds, partition);
    }

    String name() {
        return names.prefixed();
    }
}
