package dev.redkite.cluster;

import dev.redkite.deployment.Partition;
import dev.redkite.environment.Identity;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may use which cluster.
 *
 * @param principals        IAM principals that may be cluster-admin
 * @param admitted          of these, those that are made so now; the others stay if they are
 * @param publicAccessCidrs who may reach the public endpoint
 * @param removes           whether the cluster is to be emptied and removed, and not only stopped
 */
record ClusterAccessSpec(
        Identity identity, List<String> principals, List<String> admitted, List<String> publicAccessCidrs, Partition partition, boolean removes) {

    static ClusterAccessSpec of(Plan plan, Partition partition) {
        return of(plan, partition, true);
    }

    static ClusterAccessSpec of(Plan plan, Partition partition, boolean removes) {
        List<String> principals = Stream.concat(
                        plan.cluster().functionPrincipals().stream(), plan.cluster().administrators().stream())
                .distinct()
                .toList();
        return new ClusterAccessSpec(plan.identity(), principals, principals, plan.cluster().publicAccessCidrs(), partition, removes);
    }

    /** Of the plan's functions only these: each entry costs two calls, and what else enters the cluster lets itself in first. */
    ClusterAccessSpec admitting(List<String> functions, Plan plan) {
        List<String> those = principals.stream().filter(each -> functions.contains(each) || !plan.cluster().functionPrincipals().contains(each)).toList();
        return new ClusterAccessSpec(identity, principals, those, publicAccessCidrs, partition, removes);
    }

    Names names() {
        return identity.names();
    }

    Ownership ownership() {
        return identity.ownership();
    }

    String name() {
        return identity.name();
    }
}
