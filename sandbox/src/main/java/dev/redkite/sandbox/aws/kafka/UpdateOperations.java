package dev.redkite.sandbox.aws.kafka;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.*;

/** The part of MSK's API that changes clusters that stand, and tells what became of it. */
abstract class UpdateOperations extends FakeService implements KafkaClient {

    final AccountRegion place;
    final StoredConfigurations configurations;
    final KafkaVersions versions = new KafkaVersions();
    final ClusterOperations operations;
    final Ec2BrokerNetwork network;

    UpdateOperations(AccountRegion place, FakeEc2Client ec2) {
        this.place = place;
        network = new Ec2BrokerNetwork(ec2);
        configurations = new StoredConfigurations(place);
        operations = new ClusterOperations(place);
    }

    abstract StoredCluster require(String arn);

    @Override
    public UpdateSecurityResponse updateSecurity(UpdateSecurityRequest request) {
        StoredCluster cluster = change("UPDATE_SECURITY", request.clusterArn(), request.currentVersion(),
                present -> present.clientAuthentication(request.clientAuthentication()));
        return UpdateSecurityResponse.builder().clusterArn(cluster.arn).build();
    }

    @Override
    public UpdateClusterConfigurationResponse updateClusterConfiguration(UpdateClusterConfigurationRequest request) {
        new ClusterRules(network, configurations, versions).configuration(request.configurationInfo());
        StoredCluster cluster = change("UPDATE_CLUSTER_CONFIGURATION", request.clusterArn(), request.currentVersion(), present -> present
                .currentBrokerSoftwareInfo(present.build().currentBrokerSoftwareInfo().toBuilder()
                        .configurationArn(request.configurationInfo().arn())
                        .configurationRevision(request.configurationInfo().revision())
                        .build()));
        return UpdateClusterConfigurationResponse.builder().clusterArn(cluster.arn).build();
    }

    @Override
    public UpdateClusterKafkaVersionResponse updateClusterKafkaVersion(UpdateClusterKafkaVersionRequest request) {
        String to = request.targetKafkaVersion();
        versions.requireUpgrade(require(request.clusterArn()).provisioned.currentBrokerSoftwareInfo().kafkaVersion(), to);
        StoredCluster cluster = change("UPDATE_CLUSTER_KAFKA_VERSION", request.clusterArn(), request.currentVersion(), present -> present
                .currentBrokerSoftwareInfo(present.build().currentBrokerSoftwareInfo().toBuilder().kafkaVersion(to).build()));
        return UpdateClusterKafkaVersionResponse.builder().clusterArn(cluster.arn).build();
    }

    @Override
    public UpdateBrokerTypeResponse updateBrokerType(UpdateBrokerTypeRequest request) {
        ClusterRules.instanceType(request.targetInstanceType());
        StoredCluster cluster = change("UPDATE_BROKER_TYPE", request.clusterArn(), request.currentVersion(), present -> present
                .brokerNodeGroupInfo(present.build().brokerNodeGroupInfo().toBuilder().instanceType(request.targetInstanceType()).build()));
        return UpdateBrokerTypeResponse.builder().clusterArn(cluster.arn).build();
    }

    @Override
    public UpdateBrokerStorageResponse updateBrokerStorage(UpdateBrokerStorageRequest request) {
        BrokerEBSVolumeInfo target = request.targetBrokerEBSVolumeInfo().getFirst();
        StoredCluster cluster = requireIn(request.clusterArn(), ClusterState.ACTIVE);
        int present = cluster.provisioned.brokerNodeGroupInfo().storageInfo().ebsStorageInfo().volumeSize();
        ClusterRules.refuse(!target.kafkaBrokerNodeId().equalsIgnoreCase("All") || target.volumeSizeGB() <= present,
                "The target volume size must be greater than the present one, for all brokers.");
        ClusterRules.refuse(cluster.storageRests(place.now()), "The storage of the cluster was scaled less than six hours ago.");
        change("INCREASE_BROKER_STORAGE", request.clusterArn(), request.currentVersion(), changing -> changing
                .brokerNodeGroupInfo(changing.build().brokerNodeGroupInfo().toBuilder()
                        .storageInfo(storage -> storage.ebsStorageInfo(volume -> volume.volumeSize(target.volumeSizeGB())))
                        .build()));
        if (cluster.provisioned.brokerNodeGroupInfo().storageInfo().ebsStorageInfo().volumeSize().equals(target.volumeSizeGB())) {
            cluster.scaled = place.now();
        }
        return UpdateBrokerStorageResponse.builder().clusterArn(cluster.arn).build();
    }

    @Override
    public UpdateBrokerCountResponse updateBrokerCount(UpdateBrokerCountRequest request) {
        Provisioned provisioned = require(request.clusterArn()).provisioned;
        ClusterRules.brokers(request.targetNumberOfBrokerNodes(), provisioned.brokerNodeGroupInfo().clientSubnets().size());
        ClusterRules.refuse(request.targetNumberOfBrokerNodes() <= provisioned.numberOfBrokerNodes(),
                "The target number of broker nodes must be greater than the present one.");
        StoredCluster cluster = change("INCREASE_BROKER_COUNT", request.clusterArn(), request.currentVersion(),
                present -> present.numberOfBrokerNodes(request.targetNumberOfBrokerNodes()));
        return UpdateBrokerCountResponse.builder().clusterArn(cluster.arn).build();
    }

    private StoredCluster change(String type, String arn, String version, UnaryOperator<Provisioned.Builder> change) {
        StoredCluster cluster = requireIn(arn, ClusterState.ACTIVE);
        ClusterRules.refuse(!cluster.currentVersion().equals(version), "You have specified an invalid cluster version.");
        Instant until = place.now().plus(place.durations().update("mskCluster"));
        boolean works = operations.begin(cluster, type, until);
        cluster.update(until, works ? change.apply(cluster.provisioned.toBuilder()).build() : cluster.provisioned);
        return cluster;
    }

    @Override
    public ListClusterOperationsResponse listClusterOperations(ListClusterOperationsRequest request) {
        return ListClusterOperationsResponse.builder()
                .clusterOperationInfoList(operations.of(require(request.clusterArn()).arn)).build();
    }

    @Override
    public DescribeClusterOperationResponse describeClusterOperation(DescribeClusterOperationRequest request) {
        return DescribeClusterOperationResponse.builder().clusterOperationInfo(operations.require(request.clusterOperationArn())).build();
    }

    StoredCluster requireIn(String arn, ClusterState... states) {
        StoredCluster cluster = require(arn);
        ClusterRules.refuse(!List.of(states).contains(cluster.state(place.now())),
                "This operation is only valid for resources that are in one of the following states :" + List.of(states));
        return cluster;
    }
}
