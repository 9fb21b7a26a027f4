package dev.redkite.addons;

import dev.redkite.environment.Plan;
import dev.redkite.sizing.PodNetwork;
import dev.redkite.stage.StageRequest;
import dev.redkite.workloadidentity.WorkloadIdentityFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Add-ons that do not need one another.
 *
 * <p>vpc-cni and kube-proxy come before the nodes, which are NotReady without a network; coredns and the CSI driver
 * after them, for they are DEGRADED for up to 20 minutes while there is no node to run on
 * (https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3001).
 */
record AddonsSpec(List<AddonSpec> addons) {

    private static final String VPC_CNI = "vpc-cni";
    private static final String KUBE_PROXY = "kube-proxy";
    private static final String COREDNS = "coredns";
    private static final String EBS_CSI_DRIVER = "aws-ebs-csi-driver";

    AddonsSpec {
        addons = List.copyOf(addons);
    }

    static AddonsSpec beforeNodes(StageRequest request) {
        return new AddonsSpec(List.of(
                of(request.plan(), VPC_CNI, roles(request).vpcCniRoleArn(), PodNetwork.settings()), of(request.plan(), KUBE_PROXY, null)));
    }

    static List<AddonIdentity> identitiesBeforeNodes(StageRequest request) {
        return List.of(identity(request, VPC_CNI), identity(request, KUBE_PROXY));
    }

    static AddonsSpec afterNodes(StageRequest request) {
        return new AddonsSpec(List.of(
                of(request.plan(), COREDNS, null), of(request.plan(), EBS_CSI_DRIVER, roles(request).ebsCsiDriverRoleArn())));
    }

    static List<AddonIdentity> identitiesAfterNodes(StageRequest request) {
        return List.of(identity(request, COREDNS), identity(request, EBS_CSI_DRIVER));
    }

    private static AddonIdentity identity(StageRequest request, String addon) {
        return new AddonIdentity(request.identity().name(), addon, request.identity().ownership());
    }

    private static WorkloadIdentityFacts roles(StageRequest request) {
        return request.facts("workloadIdentity", WorkloadIdentityFacts.class);
    }

    static AddonSpec of(Plan plan, String name, @Nullable String roleArn) {
        return of(plan, name, roleArn, Map.of());
    }

    private static AddonSpec of(Plan plan, String name, @Nullable String roleArn, Map<String, String> settings) {
        return new AddonSpec(plan.names(), plan.ownership(), plan.cluster().kubernetesVersion(), name, roleArn, settings);
    }
}
