package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.eks.ClusterRow.Entry;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.eks.model.*;

/** Who may use a cluster's Kubernetes API. */
record AccessEntries(AccountRegion place, Clusters clusters) {

    private static final Set<String> POLICIES = Set.of(
            "AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy", "AmazonEKSEditPolicy", "AmazonEKSViewPolicy");

    AccessEntry create(CreateAccessEntryRequest request) {
        ClusterRow cluster = clusters.requireActive(request.clusterName());
        if (!request.principalArn().matches("arn:%s:iam::[0-9]{12}:(role|user)/.+".formatted(place.partition().id()))) {
            throw EksRefusal.parameter("The specified principalArn is invalid: invalid principal.");
        }
        if (cluster.entries.containsKey(request.principalArn())) {
            throw EksRefusal.inUse("The specified access entry resource is already in use on this cluster.");
        }
        // In these words: https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2915
        request.kubernetesGroups().stream().filter(group -> group.startsWith("system:")).findFirst().ifPresent(group -> {
            throw EksRefusal.parameter("The kubernetes group name %s is invalid, it cannot start with system:".formatted(group));
        });
        Entry entry = new Entry(request.type() == null ? "STANDARD" : request.type(), new TreeMap<>(request.tags()));
        entry.groups.addAll(request.kubernetesGroups());
        entry.known = place.visibleAt(Lag.Kind.ACCESS_ENTRY, request.clusterName() + request.principalArn());
        cluster.entries.put(request.principalArn(), entry);
        return describe(cluster.name(), request.principalArn(), entry);
    }

    /**
     * Principals whose entries have reached whoever asks for them.
     *
     * @param policy that theirs are associated with; any or none if null
     */
    List<String> known(ClusterRow cluster, String policy) {
        return cluster.entries.keySet().stream()
                .filter(each -> !place.now().isBefore(cluster.entries.get(each).known))
                .filter(each -> policy == null || cluster.entries.get(each).policies.contains(policy))
                .toList();
    }

    Entry require(ClusterRow cluster, String principal) {
        Entry entry = cluster.entries.get(principal);
        if (entry == null || place.now().isBefore(entry.known)) {
            throw EksRefusal.notFound("The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.");
        }
        return entry;
    }

    AccessEntry describe(ClusterRow cluster, String principal) {
        return describe(cluster.name(), principal, require(cluster, principal));
    }

    private static AccessEntry describe(String cluster, String principal, Entry entry) {
        return AccessEntry.builder()
                .clusterName(cluster)
                .principalArn(principal)
                .type(entry.type)
                .kubernetesGroups(entry.groups)
                .tags(entry.tags)
                .build();
    }

    AssociatedAccessPolicy associate(AssociateAccessPolicyRequest request) {
        Entry entry = require(clusters.require(request.clusterName()), request.principalArn());
        String known = "arn:%s:eks::aws:cluster-access-policy/".formatted(place.partition().id());
        if (!request.policyArn().startsWith(known) || !POLICIES.contains(request.policyArn().substring(known.length()))) {
            throw EksRefusal.notFound("The specified policyArn is not a valid access policy");
        }
        if (!entry.type.equals("STANDARD")) {
            throw EksRefusal.request("Access policies may be associated with STANDARD entries only");
        }
        if (request.accessScope().type() != AccessScopeType.CLUSTER) {
            throw new UnsupportedOperationException("the sandbox knows access for the whole cluster only");
        }
        entry.policies.add(request.policyArn());
        return describe(request.policyArn());
    }

    AssociatedAccessPolicy describe(String policy) {
        return AssociatedAccessPolicy.builder()
                .policyArn(policy)
                .accessScope(scope -> scope.type(AccessScopeType.CLUSTER))
                .associatedAt(place.now())
                .build();
    }

    void delete(String clusterName, String principal) {
        ClusterRow cluster = clusters.require(clusterName);
        require(cluster, principal);
        cluster.entries.remove(principal);
    }
}
