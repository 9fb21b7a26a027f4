package dev.redkite.identity;

/** Who may assume a role. */
public final class TrustPolicy {

    private TrustPolicy() {}

    /** An AWS service, e.g. {@code eks.amazonaws.com}. */
    public static String ofService(String service) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"%s"}}]}"""
                .formatted(service);
    }

    /**
     * Exactly one Kubernetes service account of one cluster (IRSA). Audience and subject are compared for equality:
     * without the subject any pod of the cluster could assume the role
     * (https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html).
     *
     * @param issuer with or without {@code https://}
     */
    public static String ofServiceAccount(String providerArn, String issuer, String namespace, String serviceAccount) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",\
                "Principal":{"Federated":"%1$s"},"Condition":{"StringEquals":{\
                "%2$s:aud":"sts.amazonaws.com","%2$s:sub":"system:serviceaccount:%3$s:%4$s"}}}]}"""
                .formatted(providerArn, issuer.replaceFirst("^https://", ""), namespace, serviceAccount);
    }
}
