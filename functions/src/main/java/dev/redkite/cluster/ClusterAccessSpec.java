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
 * @param principals        IAM principals that get cluster-admin
 * @param publicAccessCidrs who may reach the public endpoint
 */
record ClusterAccessSpec(Identity identity, List<String> principals, List<String> publicAccessCidrs, Partition partition) {

    static ClusterAccessSpec of(Plan plan, Partition partition) {
        List<String> principals = Stream.concat(
                        plan.cluster().functionPrincipals().stream(), plan.cluster().administrators().stream())
                .distinct()
                .toList();
        return new ClusterAccessSpec(plan.identity(), principals, plan.cluster().publicAccessCidrs(), partition);
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
