package dev.redkite.cluster;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AccessEntry;
import software.amazon.awssdk.services.eks.model.AccessScopeType;

/**
 * Who is cluster-admin: the functions that speak to the Kubernetes API and the people named in the plan. An entry
 * that carries our tags and is no longer wanted is taken away; EKS' own (the nodes') and other people's stay.
 * Entries act at once, so there is no state between, and they vanish with their cluster.
 */
record AccessEntriesStep(EksClient eks) implements Step<ClusterAccessSpec, Void> {

    @Override
    public Progress<Void> run(ClusterAccessSpec spec) {
        List<String> present = entries(spec);
        for (String principal : spec.principals()) {
            if (!present.contains(principal)) {
                AwsErrors.unlessPresent(() -> eks.createAccessEntry(request -> request
                        .clusterName(spec.name())
                        .principalArn(principal)
                        .tags(spec.ownership().tags())));
            }
            associate(spec, principal);
        }
        present.stream()
                .filter(principal -> !spec.principals().contains(principal) && ours(spec, principal))
                .forEach(principal -> delete(spec, principal));
        return Progress.done();
    }

    private List<String> entries(ClusterAccessSpec spec) {
        return eks.listAccessEntriesPaginator(request -> request.clusterName(spec.name()))
                .accessEntries().stream().toList();
    }

    private void associate(ClusterAccessSpec spec, String principal) {
        String policy = administrator(spec);
        boolean associated = eks
                .listAssociatedAccessPoliciesPaginator(
                        request -> request.clusterName(spec.name()).principalArn(principal))
                .associatedAccessPolicies().stream()
                .anyMatch(present -> present.policyArn().equals(policy)
                        && present.accessScope().type() == AccessScopeType.CLUSTER);
        if (!associated) {
            eks.associateAccessPolicy(request -> request
                    .clusterName(spec.name())
                    .principalArn(principal)
                    .policyArn(policy)
                    .accessScope(scope -> scope.type(AccessScopeType.CLUSTER)));
        }
    }

    /** https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html. */
    private static String administrator(ClusterAccessSpec spec) {
        return "arn:%s:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy".formatted(spec.partition().id());
    }

    private boolean ours(ClusterAccessSpec spec, String principal) {
        Map<String, String> tags = AwsErrors.find(() -> eks.describeAccessEntry(
                        request -> request.clusterName(spec.name()).principalArn(principal)).accessEntry())
                .map(AccessEntry::tags)
                .orElse(Map.of());
        return spec.ownership().owns(tags) && tags.containsKey(Ownership.GENERATION);
    }

    private void delete(ClusterAccessSpec spec, String principal) {
        AwsErrors.unlessAbsent(() -> eks.deleteAccessEntry(
                request -> request.clusterName(spec.name()).principalArn(principal)));
    }
}
