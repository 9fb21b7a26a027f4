package dev.redkite.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;

/** Who may assume a role. */
public final class TrustPolicy {

    private TrustPolicy() {}

    /** An AWS service, e.g. {@code eks.amazonaws.com}. */
    public static String ofService(String service) {
        ObjectNode statement = statement("sts:AssumeRole");
        statement.putObject("Principal").put("Service", service);
        return document(statement);
    }

    /**
     * Exactly one Kubernetes service account of one cluster (IRSA). Audience and subject are compared for equality:
     * without the subject any pod of the cluster could assume the role
     * (https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html).
     *
     * @param issuer with or without {@code https://}
     */
    public static String ofServiceAccount(String providerArn, String issuer, String namespace, String serviceAccount) {
        String host = issuer.replaceFirst("^https://", "");
        ObjectNode statement = statement("sts:AssumeRoleWithWebIdentity");
        statement.putObject("Principal").put("Federated", providerArn);
        statement.putObject("Condition").putObject("StringEquals")
                .put(host + ":aud", "sts.amazonaws.com")
                .put(host + ":sub", "system:serviceaccount:" + namespace + ":" + serviceAccount);
        return document(statement);
    }

    private static ObjectNode statement(String action) {
        return Json.object().put("Effect", "Allow").put("Action", action);
    }

    private static String document(ObjectNode statement) {
        ObjectNode document = Json.object().put("Version", "2012-10-17");
        document.putArray("Statement").add(statement);
        return Json.text(document);
    }
}
