package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;

/**
 * What Milvus' pods may do in its bucket, by the role that their service account is annotated with.
 *
 * @param name of the cluster, as EKS knows it
 */
record MilvusRole(PodCredentials credentials, String name, FakeKubernetesCluster cluster) {

    /** At this moment: a policy that is taken away is missed by the next write. */
    boolean mayWrite(MilvusConfiguration place) {
        String object = "%s/%s/insert_log/449".formatted(place.bucket(), place.rootPath());
        return cluster.objects("serviceaccounts").stream()
                .filter(account -> account.at("/metadata/name").asText().equals("milvus"))
                .findFirst()
                .filter(account -> credentials.mayWrite(name,
                        "system:serviceaccount:%s:milvus".formatted(account.at("/metadata/namespace").asText()),
                        account.path("metadata").path("annotations").path("eks.amazonaws.com/role-arn").asText(), object))
                .isPresent();
    }
}
