package dev.redkite.cluster;

import dev.redkite.deployment.Partition;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.network.NetworkFacts;
import dev.redkite.stage.StageRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The control plane and who may use it.
 *
 * @param principals        IAM principals that get cluster-admin
 * @param publicAccessCidrs who may reach the public endpoint
 * @param roleArn           null when the cluster is to be retired, like the subnets then are none
 * @param deletionProtected whether its tags say that the environment is not to be torn down
 */
record EksClusterSpec(
        Names names,
        Ownership ownership,
        String version,
        List<String> principals,
        List<String> publicAccessCidrs,
        String roleArn,
        List<String> subnetIds,
        boolean deletionProtected,
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
                plan.cluster().publicAccessCidrs(), roleArn, subnetIds, plan.deletionProtected(), partition);
    }

    /** That it is not protected is written only over the contrary, so that what never was carries no such tag. */
    private Map<String, String> protection(Map<String, String> present) {
        boolean known = Boolean.parseBoolean(present.get(Ownership.PROTECTED));
        return known == deletionProtected ? Map.of() : Map.of(Ownership.PROTECTED, Boolean.toString(deletionProtected));
    }

    /** Tags to make it with. */
    Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>(ownership.tags());
        tags.putAll(protection(Map.of()));
        return tags;
    }

    /** What is other than wanted of the tags that it has, for people. */
    List<String> differences(Map<String, String> present) {
        return Stream.concat(
                        ownership.differences(present).stream(),
                        protection(present).entrySet().stream().map(tag -> "tag %s is to be %s".formatted(tag.getKey(), tag.getValue())))
                .toList();
    }

    /** Tags that put these right. */
    Map<String, String> corrected(Map<String, String> present) {
        Map<String, String> tags = new TreeMap<>(ownership.userTags());
        tags.putAll(protection(present));
        return tags;
    }

    String name() {
        return names.prefixed();
    }
}
