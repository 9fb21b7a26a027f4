package dev.redkite.sandbox.outsider;

import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.ec2.Cidr;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kafka.model.Provisioned;

/** The Kubernetes API and the brokers' logins. */
record ClusterAttempts(World world) {

    private static final String NO_VPC = "10.255.255.0/24";

    List<String> of(Plan plan) {
        return Stream.of(endpoint(plan), entries(plan), logins(plan)).flatMap(List::stream).toList();
    }

    private List<String> endpoint(Plan plan) {
        VpcConfigResponse access = world.eks().describeCluster(request -> request.name(plan.names().clusterName()))
                .cluster().resourcesVpcConfig();
        if (!access.endpointPrivateAccess()) {
            return List.of("endpoint access: nodes speak to the Kubernetes API over the internet");
        }
        if (!access.endpointPublicAccess()) {
            return List.of();
        }
        List<String> meant = plan.cluster().publicAccessCidrs();
        return Strangers.machines(NO_VPC).keySet().stream()
                .filter(address -> meant.stream().noneMatch(range -> Cidr.contains(range, address)))
                .filter(address -> access.publicAccessCidrs().isEmpty() || access.publicAccessCidrs().stream().anyMatch(range -> Cidr.contains(range, address)))
                .map(address -> "endpoint access: %s reaches the Kubernetes API, which only %s may".formatted(address, meant))
                .toList();
    }

    private List<String> entries(Plan plan) {
        Set<String> meant = new TreeSet<>(plan.cluster().functionPrincipals());
        meant.addAll(plan.cluster().administrators());
        return world.eks().accessEntries(plan.names().clusterName()).entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty() && !meant.contains(entry.getKey()))
                .map(entry -> "access entries: %s has %s in the cluster".formatted(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<String> logins(Plan plan) {
        return world.kafka().listClustersV2(request -> request.clusterNameFilter(plan.names().clusterName()))
                .clusterInfoList().stream()
                .map(Cluster::provisioned)
                .filter(ClusterAttempts::letsAnybodyIn)
                .map(_ -> "brokers' logins: whoever reaches a broker reads and writes without one")
                .toList();
    }

    private static boolean letsAnybodyIn(Provisioned brokers) {
        return brokers.clientAuthentication() != null && brokers.clientAuthentication().unauthenticated() != null
                && Boolean.TRUE.equals(brokers.clientAuthentication().unauthenticated().enabled());
    }
}
