package dev.redkite.workloadidentity;

import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.deployment.Partition;
import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.identity.Policies;
import dev.redkite.identity.RoleSpec;
import dev.redkite.identity.TrustPolicy;
import dev.redkite.stage.StageRequest;
import java.util.List;
import java.util.Map;

/** The four roles of Kubernetes service accounts. */
public record WorkloadIdentitySpec(
        RoleSpec loadBalancerController, RoleSpec ebsCsiDriver, RoleSpec vpcCni, RoleSpec milvus) {

    static final List<RolePurpose> PURPOSES =
            List.of(RolePurpose.LOAD_BALANCER_CONTROLLER, RolePurpose.EBS_CSI_DRIVER, RolePurpose.VPC_CNI, RolePurpose.MILVUS);

    static WorkloadIdentitySpec of(StageRequest request, Partition partition) {
        return wanted(request.plan(), request.facts("eksCluster", EksClusterFacts.class), partition);
    }

    public static WorkloadIdentitySpec wanted(Plan plan, EksClusterFacts cluster, Partition partition) {
        Policies policies = new Policies(partition);
        Account account = new Account(plan.names(), plan.ownership(), cluster);
        return new WorkloadIdentitySpec(
                account.role(RolePurpose.LOAD_BALANCER_CONTROLLER, "kube-system", "aws-load-balancer-controller",
                        List.of(), Map.of("load-balancer-controller", policies.loadBalancerController())),
                account.role(RolePurpose.EBS_CSI_DRIVER, "kube-system", "ebs-csi-controller-sa",
                        List.of(policies.managed("service-role/AmazonEBSCSIDriverPolicy")), volumeKey(plan.cluster(), policies)),
                account.role(RolePurpose.VPC_CNI, "kube-system", "aws-node",
                        List.of(policies.managed("AmazonEKS_CNI_Policy")), Map.of()),
                account.role(RolePurpose.MILVUS, plan.names().release(), "milvus", List.of(),
                        objectStorage(plan, policies)));
    }

    private static Map<String, String> volumeKey(Plan.Cluster cluster, Policies policies) {
        return cluster == null || cluster.volumeKeyArn() == null
                ? Map.of() : Map.of("volume-key", policies.volumeKey(cluster.volumeKeyArn()));
    }

    private static Map<String, String> objectStorage(Plan plan, Policies policies) {
        Plan.Storage storage = plan.storage();
        String objects = policies.milvus(storage, plan.names().backupsPath());
        return storage.keyArn() == null ? Map.of("object-storage", objects)
                : Map.of("object-storage", objects, "bucket-key", policies.bucketKey(storage.keyArn()));
    }

    List<RoleSpec> roles() {
        return List.of(loadBalancerController, ebsCsiDriver, vpcCni, milvus);
    }

    private record Account(Names names, Ownership ownership, EksClusterFacts cluster) {

        RoleSpec role(RolePurpose purpose, String namespace, String serviceAccount, List<String> managed,
                Map<String, String> inline) {
            return new RoleSpec(
                    names.role(purpose),
                    "Redkite: service account %s/%s of %s".formatted(namespace, serviceAccount, cluster.name()),
                    TrustPolicy.ofServiceAccount(
                            cluster.requireOidcProviderArn(), cluster.oidcIssuer(), namespace, serviceAccount),
                    managed, inline, ownership);
        }
    }
}
