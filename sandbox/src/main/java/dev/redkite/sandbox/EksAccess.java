package dev.redkite.sandbox;

import dev.redkite.sandbox.aws.eks.FakeEksClient;
import dev.redkite.sandbox.kubernetes.AccessControl;
import dev.redkite.sandbox.kubernetes.EksTokenVerifier;
import java.util.Optional;
import java.util.Set;

/** Who may use one cluster's API: whoever's token proves a role that has an access entry with a policy. */
final class EksAccess implements AccessControl {

    private final String cluster;
    private final FakeEksClient eks;
    private final Principals principals;
    private final EksTokenVerifier verifier;

    EksAccess(String cluster, FakeEksClient eks, Principals principals, EksTokenVerifier verifier) {
        this.cluster = cluster;
        this.eks = eks;
        this.principals = principals;
        this.verifier = verifier;
    }

    @Override
    public Optional<String> findPrincipal(String bearerToken) {
        return verifier.findAccessKey(bearerToken).flatMap(principals::findRole);
    }

    /** Redkite only associates the administrator's policy, and for the whole cluster: any policy allows everything. */
    @Override
    public boolean allows(Attempt attempt) {
        return eks.accessEntries(cluster).getOrDefault(attempt.principal(), Set.of()).stream()
                .anyMatch(policy -> policy.endsWith("/AmazonEKSClusterAdminPolicy"));
    }
}
