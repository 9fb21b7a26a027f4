package dev.redkite.sandbox.outsider;

import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.policy.Caller;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;

/** The environment's roles: credentials of any of them are worth all that it may do. */
record RoleAttempts(World world, Strangers strangers) {

    /** By which service account each is meant to be assumed; the others by a service, and by no pod. */
    private static final Map<RolePurpose, String> MEANT = Map.of(
            RolePurpose.LOAD_BALANCER_CONTROLLER, "system:serviceaccount:kube-system:aws-load-balancer-controller",
            RolePurpose.EBS_CSI_DRIVER, "system:serviceaccount:kube-system:ebs-csi-controller-sa",
            RolePurpose.VPC_CNI, "system:serviceaccount:kube-system:aws-node",
            RolePurpose.MILVUS, "system:serviceaccount:milvus:milvus");

    List<String> of(Plan plan) {
        List<String> providers = world.iam().listOpenIDConnectProviders(request -> {})
                .openIDConnectProviderList().stream().map(OpenIDConnectProviderListEntry::arn).toList();
        String issuer = world.eks().describeCluster(request -> request.name(plan.names().clusterName()))
                .cluster().identity().oidc().issuer().replaceFirst("^https://", "");
        String provider = world.place().globalArn("iam", "oidc-provider/" + issuer);
        return Stream.of(RolePurpose.values()).flatMap(purpose -> {
            String role = world.place().globalArn("iam", "role/" + plan.names().role(purpose));
            Stream<Caller> pods = strangers.pods(provider, providers, MEANT.getOrDefault(purpose, "")).stream();
            return Stream.concat(Stream.concat(strangers.callers().stream(), pods), others(purpose, provider))
                    .filter(caller -> world.iam().opens(role, caller))
                    .map(caller -> "trust of role %s: %s may assume it".formatted(plan.names().role(purpose), caller));
        }).toList();
    }

    /** Service accounts that have a role, but not this one. */
    private static Stream<Caller> others(RolePurpose purpose, String provider) {
        return MEANT.entrySet().stream()
                .filter(other -> other.getKey() != purpose)
                .map(other -> Caller.serviceAccount(provider, other.getValue(), "sts.amazonaws.com"));
    }
}
