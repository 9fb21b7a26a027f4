package dev.redkite.admission;

import dev.redkite.environment.ExistingResources;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.network.Ec2Tags;
import dev.redkite.network.ExistingNetwork;
import dev.redkite.nodes.LaunchTemplates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.ClusterState;
import software.amazon.awssdk.services.kafka.model.Provisioned;

/** Looks for what stands of an environment: what is ours and neither failed nor on its way out. Reads only. */
record EnvironmentReader(Ec2Client ec2, EksClient eks, KafkaClient kafka) {

    private static final Set<NodegroupStatus> NODES_GONE =
            Set.of(NodegroupStatus.CREATE_FAILED, NodegroupStatus.DELETE_FAILED, NodegroupStatus.DELETING);
    private static final Set<ClusterStatus> CLUSTER_GONE = Set.of(ClusterStatus.FAILED, ClusterStatus.DELETING);
    private static final Set<ClusterState> BROKERS_GONE = Set.of(ClusterState.FAILED, ClusterState.DELETING);

    /** @param everReady whether Milvus answered once, so that its data is there whatever a list of volumes says */
    ExistingResources find(Names names, boolean everReady) {
        Optional<Cluster> cluster = cluster(names);
        Optional<Nodegroup> nodes = cluster.flatMap(_ -> nodes(names));
        Optional<Provisioned> brokers = brokers(names);
        Plan.Network network = new ExistingNetwork(ec2).find(names).or(() -> adopted(cluster, brokers)).orElse(null);
        boolean volumes = hasVolumes(names);
        return new ExistingResources(network, brokers.map(EnvironmentReader::planned).orElse(null),
                nodes.map(this::planned).orElse(null), everReady || volumes,
                cluster.filter(each -> Boolean.parseBoolean(each.tags().get(Ownership.PROTECTED))).isPresent(),
                nodes.filter(new LaunchTemplates(ec2)::openMetadata).isPresent());
    }

    /** Whether there is more than what one that is removed may have left. Most that stand have a cluster, so that is asked first. */
    boolean stands(Names names) {
        return cluster(names).isPresent() || new ExistingNetwork(ec2).stands(names) || brokers(names).isPresent();
    }

    private static boolean ours(Names names, Map<String, String> tags) {
        return names.environment().equals(tags.get(Ownership.ENVIRONMENT));
    }

    private Optional<Cluster> cluster(Names names) {
        return AwsErrors.find(() -> eks.describeCluster(request -> request.name(names.clusterName())).cluster())
                .filter(cluster -> ours(names, cluster.tags()) && !CLUSTER_GONE.contains(cluster.status()));
    }

    private Optional<Nodegroup> nodes(Names names) {
        return AwsErrors.find(() -> eks.describeNodegroup(request -> request
                        .clusterName(names.clusterName()).nodegroupName(names.nodeGroup())).nodegroup())
                .filter(group -> ours(names, group.tags()) && !NODES_GONE.contains(group.status()));
    }

    /** The list's filter is a prefix, and its entries are summaries, hence the second call. */
    private Optional<Provisioned> brokers(Names names) {
        return kafka.listClustersV2Paginator(request -> request.clusterNameFilter(names.clusterName())).clusterInfoList().stream()
                .filter(cluster -> cluster.clusterName().equals(names.clusterName()))
                .findFirst()
                .flatMap(cluster -> AwsErrors.find(
                        () -> kafka.describeClusterV2(request -> request.clusterArn(cluster.clusterArn())).clusterInfo()))
                .filter(cluster -> ours(names, cluster.tags()) && !BROKERS_GONE.contains(cluster.state()))
                .map(software.amazon.awssdk.services.kafka.model.Cluster::provisioned);
    }

    /** Subnets that are somebody's own are known by what stands in them. */
    private static Optional<Plan.Network> adopted(Optional<Cluster> cluster, Optional<Provisioned> brokers) {
        List<String> subnets = Stream.concat(
                        brokers.stream().map(found -> found.brokerNodeGroupInfo().clientSubnets()),
                        cluster.stream().map(found -> found.resourcesVpcConfig().subnetIds()))
                .findFirst()
                .orElse(List.of());
        return subnets.isEmpty() ? Optional.empty() : Optional.of(new Plan.Network(subnets, null, List.of(), true));
    }

    private static Plan.Kafka planned(Provisioned brokers) {
        return new Plan.Kafka(
                brokers.currentBrokerSoftwareInfo().kafkaVersion(),
                brokers.brokerNodeGroupInfo().instanceType(),
                brokers.numberOfBrokerNodes(),
                brokers.brokerNodeGroupInfo().storageInfo().ebsStorageInfo().volumeSize());
    }

    private Plan.Nodes planned(Nodegroup group) {
        return new Plan.Nodes(group.instanceTypes().getFirst(), group.scalingConfig().desiredSize(),
                new LaunchTemplates(ec2).findDisk(group).orElse(0), "");
    }

    /** Those of etcd, which know what is in the bucket; the CSI driver gives them our tags beside its own, which disks of nodes lack. */
    private boolean hasVolumes(Names names) {
        Filter ours = Ec2Tags.filter("tag:" + Ownership.ENVIRONMENT, names.environment());
        Filter drivers = Ec2Tags.filter("tag:ebs.csi.aws.com/cluster", "true");
        return !ec2.describeVolumes(request -> request.filters(ours, drivers)).volumes().isEmpty();
    }
}
