package dev.redkite.cluster;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AccessEntry;
import software.amazon.awssdk.services.eks.model.AccessScopeType;

/**
 * Who is cluster-admin: the functions that speak to the Kubernetes API and the people named in the plan. An entry
 * that carries our tags and is no longer wanted is taken away; EKS' own (the nodes') and other people's stay.
 * Entries act at once, so there is no state between, and they vanish with their cluster. All are made before the first is
 * given its policy, for that is refused until EKS sees the entry, and so they are waited for together.
 */
record AccessEntriesStep(EksClient eks) implements Step<ClusterAccessSpec, Void> {

    @Override
    public Progress<Void> run(ClusterAccessSpec spec) {
        List<String> present = entries(spec);
        List<String> missing = spec.admitted().stream().filter(principal -> !present.contains(principal)).toList();
        Set<String> created = missing.stream().filter(principal -> isCreated(spec, principal)).collect(Collectors.toSet());
        List<String> standing = spec.admitted().stream().filter(principal -> !created.contains(principal)).toList();
        List<String> administrators = standing.isEmpty() ? List.of() : administrators(spec);
        Stream.concat(standing.stream().filter(principal -> !administrators.contains(principal) || !administers(spec, principal)),
                        missing.stream().filter(created::contains))
                .forEach(principal -> associate(spec, principal));
        present.stream()
                .filter(principal -> !spec.principals().contains(principal) && ours(spec, principal))
                .forEach(principal -> delete(spec, principal));
        return Progress.done();
    }

    private List<String> entries(ClusterAccessSpec spec) {
        return eks.listAccessEntriesPaginator(request -> request.clusterName(spec.name()))
                .accessEntries().stream().toList();
    }

    /** Who has the policy, though perhaps for some namespaces only, which this list does not say. */
    private List<String> administrators(ClusterAccessSpec spec) {
        return eks.listAccessEntriesPaginator(request -> request.clusterName(spec.name()).associatedPolicyArn(administrator(spec)))
                .accessEntries().stream().toList();
    }

    /** False when another call was quicker. */
    private boolean isCreated(ClusterAccessSpec spec, String principal) {
        return AwsErrors.unlessTaken(() -> eks.createAccessEntry(request -> request
                .clusterName(spec.name())
                .principalArn(principal)
                .tags(spec.ownership().tags()))).isPresent();
    }

    private boolean administers(ClusterAccessSpec spec, String principal) {
        return eks
                .listAssociatedAccessPoliciesPaginator(
                        request -> request.clusterName(spec.name()).principalArn(principal))
                .associatedAccessPolicies().stream()
                .anyMatch(present -> present.policyArn().equals(administrator(spec))
                        && present.accessScope().type() == AccessScopeType.CLUSTER);
    }

    private void associate(ClusterAccessSpec spec, String principal) {
        eks.associateAccessPolicy(request -> request
                .clusterName(spec.name())
                .principalArn(principal)
                .policyArn(administrator(spec))
                .accessScope(scope -> scope.type(AccessScopeType.CLUSTER)));
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
