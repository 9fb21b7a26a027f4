package dev.redkite.workloadidentity;

/** The roles that Kubernetes service accounts assume (IRSA). */
public record WorkloadIdentityFacts(
        String loadBalancerControllerRoleArn,
        String ebsCsiDriverRoleArn,
        String vpcCniRoleArn,
        String milvusRoleArn) {}
