package dev.redkite.addons;

import dev.redkite.cluster.StandingCluster;
import dev.redkite.identity.StandingIdentity;
import dev.redkite.sizing.PodNetwork;
import dev.redkite.workloadidentity.WorkloadIdentityFacts;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eks.EksClient;

/** The add-ons that nodes need, on a cluster of its own, for tests of what comes after them. */
public final class StandingAddons {

    private StandingAddons() {}

    public static void beforeNodes(StandingCluster standing) {
        WorkloadIdentityFacts identity = StandingIdentity.of(standing);
        standing.done(new AddonsStage(standing.world().client(EksClient.class)), beforeNodes(standing, identity));
    }

    static AddonsSpec beforeNodes(StandingCluster standing, WorkloadIdentityFacts identity) {
        return new AddonsSpec(List.of(
                spec(standing, "vpc-cni", identity.vpcCniRoleArn()), spec(standing, "kube-proxy", null)));
    }

    static AddonsSpec afterNodes(StandingCluster standing, String csiRole) {
        return new AddonsSpec(List.of(spec(standing, "coredns", null), spec(standing, "aws-ebs-csi-driver", csiRole)));
    }

    private static AddonSpec spec(StandingCluster standing, String name, String role) {
        return new AddonSpec(standing.names(), standing.ownership(), "1.35", name, role,
                name.equals("vpc-cni") ? PodNetwork.settings() : Map.of());
    }
}
