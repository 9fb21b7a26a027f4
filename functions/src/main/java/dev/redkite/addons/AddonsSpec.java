package dev.redkite.addons;

import dev.redkite.environment.Plan;
import dev.redkite.sizing.PodNetwork;
import dev.redkite.stage.StageRequest;
import dev.redkite.workloadidentity.WorkloadIdentityFacts;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Add-ons that do not need one another.
 *
 * <p>vpc-cni and kube-proxy come before the nodes, which are NotReady without a network; coredns and the CSI driver
 * after them, for they are DEGRADED for up to 20 minutes while there is no node to run on
 * (https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3001).
 */
record AddonsSpec(List<AddonSpec> addons) {

    AddonsSpec {
        addons = List.copyOf(addons);
    }

    static AddonsSpec beforeNodes(StageRequest request) {
        String role = role(request, WorkloadIdentityFacts::vpcCniRoleArn);
        return new AddonsSpec(List.of(of(request.plan(), "vpc-cni", role, PodNetwork.settings()), of(request.plan(), "kube-proxy", null)));
    }

    static AddonsSpec afterNodes(StageRequest request) {
        String role = role(request, WorkloadIdentityFacts::ebsCsiDriverRoleArn);
        return new AddonsSpec(
                List.of(of(request.plan(), "coredns", null), of(request.plan(), "aws-ebs-csi-driver", role)));
    }

    private static @Nullable String role(StageRequest request, Function<WorkloadIdentityFacts, String> member) {
        return switch (request.action()) {
            case ensure -> member.apply(request.facts("workloadIdentity", WorkloadIdentityFacts.class));
            case retire -> null;
        };
    }

    static AddonSpec of(Plan plan, String name, @Nullable String roleArn) {
        return of(plan, name, roleArn, Map.of());
    }

    private static AddonSpec of(Plan plan, String name, @Nullable String roleArn, Map<String, String> settings) {
        return new AddonSpec(plan.names(), plan.ownership(), plan.cluster().kubernetesVersion(), name, roleArn, settings);
    }
}
