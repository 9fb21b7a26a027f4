package dev.redkite.cluster;

import dev.redkite.deployment.Partition;
import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.identity.Policies;
import dev.redkite.identity.RoleSpec;
import dev.redkite.identity.TrustPolicy;
import java.util.List;
import java.util.Map;

/** The roles of the control plane and of the nodes. */
record ClusterRoleSpec(RoleSpec cluster, RoleSpec node) {

    /**
     * The policies that EKS asks for; the CNI's is not among the node's, for the CNI has a role of its own, and pods
     * on the node could borrow what the node may do
     * (https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html).
     */
    static ClusterRoleSpec of(Names names, Ownership ownership, Partition partition) {
        Policies policies = new Policies(partition);
        return new ClusterRoleSpec(
                new RoleSpec(names.role(RolePurpose.CLUSTER), "Redkite: control plane of " + names.clusterName(),
                        TrustPolicy.ofService("eks.amazonaws.com"),
                        List.of(policies.managed("AmazonEKSClusterPolicy")), Map.of(), ownership),
                new RoleSpec(names.role(RolePurpose.NODE), "Redkite: nodes of " + names.clusterName(),
                        TrustPolicy.ofService(partition.instances()),
                        List.of(policies.managed("AmazonEKSWorkerNodePolicy"),
                                policies.managed("AmazonEC2ContainerRegistryPullOnly")),
                        Map.of(), ownership));
    }
}
