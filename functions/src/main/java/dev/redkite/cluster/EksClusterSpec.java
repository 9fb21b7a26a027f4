package dev.redkite.cluster;

import dev.redkite.deployment.Deployment;
import dev.redkite.environment.Identity;
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
 * @param roleArn           of the control plane
 * @param deletionProtected whether its tags say that the environment is not to be torn down
 */
record EksClusterSpec(ClusterAccessSpec access, String version, String roleArn, List<String> subnetIds, boolean deletionProtected) {

    static EksClusterSpec of(StageRequest request, Deployment deployment) {
        Plan plan = request.plan();
        return new EksClusterSpec(access(plan, deployment), plan.cluster().kubernetesVersion(),
                request.facts("clusterRole", ClusterRoleFacts.class).clusterRoleArn(),
                request.facts("network", NetworkFacts.class).privateSubnetIds(), plan.deletionProtected());
    }

    /** What comes back is restored by functions that no other provision calls. */
    private static ClusterAccessSpec access(Plan plan, Deployment deployment) {
        ClusterAccessSpec all = ClusterAccessSpec.of(plan, deployment.partition());
        return plan.keeps() == null ? all.admitting(deployment.provisionPrincipals(), plan) : all;
    }

    /** That it is not protected is written only over the contrary, so that what never was carries no such tag. */
    private Map<String, String> protection(Map<String, String> present) {
        boolean known = Boolean.parseBoolean(present.get(Ownership.PROTECTED));
        return known == deletionProtected ? Map.of() : Map.of(Ownership.PROTECTED, Boolean.toString(deletionProtected));
    }

    /** Tags to make it with. */
    Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>(ownership().tags());
        tags.putAll(protection(Map.of()));
        return tags;
    }

    /** What is other than wanted of the tags that it has, for people. */
    List<String> differences(Map<String, String> present) {
        return Stream.concat(
                        ownership().differences(present).stream(),
                        protection(present).entrySet().stream().map(tag -> "tag %s is to be %s".formatted(tag.getKey(), tag.getValue())))
                .toList();
    }

    /** Tags that put these right. */
    Map<String, String> corrected(Map<String, String> present) {
        Map<String, String> tags = new TreeMap<>(ownership().userTags());
        tags.putAll(protection(present));
        return tags;
    }

    Identity identity() {
        return access.identity();
    }

    Ownership ownership() {
        return access.ownership();
    }

    List<String> publicAccessCidrs() {
        return access.publicAccessCidrs();
    }

    String name() {
        return access.name();
    }
}
