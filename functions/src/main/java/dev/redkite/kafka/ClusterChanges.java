package dev.redkite.kafka;

import dev.redkite.failure.InvalidRequest;
import dev.redkite.stage.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.BrokerEBSVolumeInfo;
import software.amazon.awssdk.services.kafka.model.BrokerNodeGroupInfo;
import software.amazon.awssdk.services.kafka.model.BrokerSoftwareInfo;
import software.amazon.awssdk.services.kafka.model.ClientAuthentication;
import software.amazon.awssdk.services.kafka.model.Cluster;

/**
 * What has to be sent to an active cluster, in order. MSK carries out one operation on a cluster at a time, so a
 * call sends the first and the next look decides anew. What no operation can change comes first and is refused, so
 * that nothing is left half changed.
 */
record ClusterChanges(KafkaClient kafka, KafkaClusterSpec spec, Cluster cluster, List<Change> changes) {

    static List<Change> between(KafkaClient kafka, KafkaClusterSpec spec, Cluster cluster) {
        ClusterChanges all = new ClusterChanges(kafka, spec, cluster, new ArrayList<>());
        all.fixed();
        all.tags();
        all.security();
        all.configuration();
        all.brokers();
        all.version();
        return List.copyOf(all.changes);
    }

    private void fixed() {
        BrokerNodeGroupInfo nodes = cluster.provisioned().brokerNodeGroupInfo();
        refuse(!Set.copyOf(nodes.clientSubnets()).equals(Set.copyOf(spec.subnetIds())),
                "it stands in the subnets %s and %s are wanted".formatted(nodes.clientSubnets(), spec.subnetIds()));
        int brokers = cluster.provisioned().numberOfBrokerNodes();
        refuse(brokers > spec.kafka().brokers(), "it has %d brokers and %d are wanted; brokers that hold partitions are not taken away"
                .formatted(brokers, spec.kafka().brokers()));
        refuse(kraft(software().kafkaVersion()) != kraft(spec.kafka().version()),
                "it runs Kafka %s and %s is wanted; clusters with ZooKeeper do not become clusters with KRaft, nor the reverse"
                        .formatted(software().kafkaVersion(), spec.kafka().version()));
    }

    private void refuse(boolean differs, String difference) {
        add(differs, difference, () -> {
            throw new InvalidRequest("MSK cluster %s cannot be changed in place: %s. Restore that part of the specification, or recreate the environment."
                    .formatted(spec.name(), difference));
        });
    }

    private void tags() {
        changes.addAll(Change.of(spec.ownership().differences(cluster.tags()), () -> kafka.tagResource(
                request -> request.resourceArn(cluster.clusterArn()).tags(spec.ownership().userTags()))));
    }

    private void security() {
        ClientAuthentication present = cluster.provisioned().clientAuthentication();
        boolean scram = present != null && present.sasl() != null && present.sasl().scram() != null
                && Boolean.TRUE.equals(present.sasl().scram().enabled());
        boolean otherwise = present != null && (present.unauthenticated() != null && Boolean.TRUE.equals(present.unauthenticated().enabled())
                || present.tls() != null && Boolean.TRUE.equals(present.tls().enabled())
                || present.sasl() != null && present.sasl().iam() != null && Boolean.TRUE.equals(present.sasl().iam().enabled()));
        operation(!scram || otherwise, "clients log in otherwise than by SASL/SCRAM alone", () -> kafka.updateSecurity(request -> request
                .clusterArn(cluster.clusterArn())
                .currentVersion(cluster.currentVersion())
                .clientAuthentication(KafkaClusterStage.SCRAM_ONLY)));
    }

    private void configuration() {
        KafkaConfigurationFacts configuration = spec.configuration();
        boolean same = configuration.arn().equals(software().configurationArn())
                && Long.valueOf(configuration.revision()).equals(software().configurationRevision());
        operation(!same, "configuration revision is %s, wanted %d".formatted(software().configurationRevision(), configuration.revision()),
                () -> kafka.updateClusterConfiguration(request -> request
                        .clusterArn(cluster.clusterArn())
                        .currentVersion(cluster.currentVersion())
                        .configurationInfo(info -> info.arn(configuration.arn()).revision(configuration.revision()))));
    }

    /** A volume that was made larger than planned stays so: Amazon EBS does not shrink volumes. */
    private void brokers() {
        BrokerNodeGroupInfo nodes = cluster.provisioned().brokerNodeGroupInfo();
        String type = spec.kafka().instanceType();
        operation(!nodes.instanceType().equals(type), "instance type is %s, wanted %s".formatted(nodes.instanceType(), type),
                () -> kafka.updateBrokerType(request -> request
                        .clusterArn(cluster.clusterArn()).currentVersion(cluster.currentVersion()).targetInstanceType(type)));
        int volume = nodes.storageInfo().ebsStorageInfo().volumeSize();
        int wantedVolume = spec.kafka().volumeGibibytes();
        operation(volume < wantedVolume, "volumes are %d GiB, wanted %d".formatted(volume, wantedVolume),
                () -> kafka.updateBrokerStorage(request -> request
                        .clusterArn(cluster.clusterArn())
                        .currentVersion(cluster.currentVersion())
                        .targetBrokerEBSVolumeInfo(BrokerEBSVolumeInfo.builder()
                                .kafkaBrokerNodeId("All").volumeSizeGB(wantedVolume).build())));
        int count = cluster.provisioned().numberOfBrokerNodes();
        int wantedCount = spec.kafka().brokers();
        operation(count < wantedCount, "brokers are %d, wanted %d".formatted(count, wantedCount),
                () -> kafka.updateBrokerCount(request -> request
                        .clusterArn(cluster.clusterArn()).currentVersion(cluster.currentVersion()).targetNumberOfBrokerNodes(wantedCount)));
    }

    private void version() {
        String version = spec.kafka().version();
        operation(!version.equals(software().kafkaVersion()), "Kafka is %s, wanted %s".formatted(software().kafkaVersion(), version),
                () -> kafka.updateClusterKafkaVersion(request -> request
                        .clusterArn(cluster.clusterArn())
                        .currentVersion(cluster.currentVersion())
                        .targetKafkaVersion(version)
                        .configurationInfo(info -> info
                                .arn(spec.configuration().arn()).revision(spec.configuration().revision()))));
    }

    private BrokerSoftwareInfo software() {
        return cluster.provisioned().currentBrokerSoftwareInfo();
    }

    private static boolean kraft(String version) {
        return version.endsWith(".kraft");
    }

    /** Unless the last one failed, and nobody knows. */
    private void operation(boolean differs, String difference, Runnable send) {
        add(differs, difference, () -> {
            new ClusterOperations(kafka, cluster).requireNoneFailed();
            send.run();
        });
    }

    private void add(boolean differs, String difference, Runnable send) {
        if (differs) {
            changes.add(new Change(difference, send));
        }
    }
}
