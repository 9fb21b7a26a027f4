package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.aws.eks.FakeEksClient;
import dev.redkite.sandbox.kubernetes.AccessControl;
import dev.redkite.sandbox.kubernetes.EksTokenVerifier;
import dev.redkite.sandbox.kubernetes.RoleBasedAccess;
import dev.redkite.sandbox.kubernetes.ServiceAccountToken;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use one cluster's API: whoever's token proves a role that has an access entry, as far as its policies
 * allow it or roles in the cluster are bound to its groups, and service accounts and those without a token as far as roles are
 * bound to them.
 */
record EksAccess(String cluster, FakeEksClient eks, Principals principals, EksTokenVerifier verifier, RoleBasedAccess roles)
        implements AccessControl {

    @Override
    public Optional<String> findPrincipal(String bearerToken) {
        return ServiceAccountToken.findUser(bearerToken).or(() -> verifier.findAccessKey(bearerToken).flatMap(principals::findRole));
    }

    /** Redkite only associates the administrator's policy, and for the whole cluster: any policy allows everything. */
    @Override
    public boolean allows(Attempt attempt) {
        if (attempt.principal().startsWith("system:")) {
            return roles.allows(attempt);
        }
        Set<String> policies = eks.accessEntries(cluster).get(attempt.principal());
        return policies != null && (policies.stream().anyMatch(policy -> policy.endsWith("/AmazonEKSClusterAdminPolicy"))
                || roles.allows(attempt, eks.kubernetesGroups(cluster, attempt.principal())));
    }
}
