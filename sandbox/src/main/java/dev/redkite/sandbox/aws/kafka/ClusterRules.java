package dev.redkite.sandbox.aws.kafka;

import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.kafka.model.*;

/** What MSK refuses in a cluster. */
record ClusterRules(BrokerNetwork network, StoredConfigurations configurations, KafkaVersions versions) {

    /** Standard brokers (https://docs.aws.amazon.com/msk/latest/developerguide/broker-instance-sizes.html). */
    static final Set<String> INSTANCE_TYPES = Set.of("kafka.t3.small", "kafka.m5.large", "kafka.m5.xlarge",
            "kafka.m5.2xlarge", "kafka.m5.4xlarge", "kafka.m5.8xlarge", "kafka.m5.12xlarge", "kafka.m5.16xlarge",
            "kafka.m5.24xlarge", "kafka.m7g.large", "kafka.m7g.xlarge", "kafka.m7g.2xlarge", "kafka.m7g.4xlarge",
            "kafka.m7g.8xlarge", "kafka.m7g.12xlarge", "kafka.m7g.16xlarge");

    void check(CreateClusterV2Request request) {
        if (request.provisioned() == null) {
            throw new UnsupportedOperationException("the sandbox has provisioned clusters only");
        }
        refuse(!request.clusterName().matches("[0-9A-Za-z][0-9A-Za-z-]*"),
                "The cluster name must start with a letter or digit and hold letters, digits and hyphens only.");
        ProvisionedRequest provisioned = request.provisioned();
        versions.require(provisioned.kafkaVersion());
        instanceType(provisioned.brokerNodeGroupInfo().instanceType());
        int zones = zones(provisioned.brokerNodeGroupInfo());
        brokers(provisioned.numberOfBrokerNodes(), zones);
        volume(provisioned.brokerNodeGroupInfo());
        authentication(provisioned);
        if (provisioned.configurationInfo() != null) {
            configuration(provisioned.configurationInfo());
        }
    }

    static void instanceType(String type) {
        refuse(!INSTANCE_TYPES.contains(type), "Unsupported InstanceType [%s].".formatted(type));
    }

    private int zones(BrokerNodeGroupInfo nodes) {
        Set<String> zones = new HashSet<>();
        for (String subnet : nodes.clientSubnets()) {
            String zone = network.findZone(subnet).orElseThrow(
                    () -> FakeKafkaClient.refused("The subnet [%s] does not exist.".formatted(subnet)));
            // BrokerNodeGroupInfo.ClientSubnets of MSK's model.
            refuse(network.findZoneId(subnet).filter("use1-az3"::equals).isPresent(),
                    "One or more subnets belong to unsupported availability zones: [%s].".formatted(zone));
            refuse(!network.offers(nodes.instanceType().replaceFirst("^kafka\\.", ""), subnet),
                    "Unsupported InstanceType [%s] in availability zone [%s].".formatted(nodes.instanceType(), zone));
            refuse(!zones.add(zone), "The client subnets must be in different Availability Zones.");
        }
        refuse(zones.size() < 2 || zones.size() > 3, "Specify either two or three client subnets.");
        nodes.securityGroups().forEach(group ->
                refuse(!network.hasSecurityGroup(group), "The security group [%s] does not exist.".formatted(group)));
        return zones.size();
    }

    static void brokers(int brokers, int zones) {
        refuse(brokers % zones != 0, "The number of broker nodes must be a multiple of Availability Zones in the Client Subnets parameter.");
    }

    private static void volume(BrokerNodeGroupInfo nodes) {
        refuse(nodes.storageInfo() == null || nodes.storageInfo().ebsStorageInfo() == null
                || nodes.storageInfo().ebsStorageInfo().volumeSize() == null, "Specify the volume size of the brokers.");
    }

    /** SASL/SCRAM needs encryption between clients and brokers. */
    private static void authentication(ProvisionedRequest provisioned) {
        ClientAuthentication authentication = provisioned.clientAuthentication();
        boolean scram = authentication != null && authentication.sasl() != null && authentication.sasl().scram() != null
                && Boolean.TRUE.equals(authentication.sasl().scram().enabled());
        boolean plaintext = provisioned.encryptionInfo() != null
                && provisioned.encryptionInfo().encryptionInTransit() != null
                && provisioned.encryptionInfo().encryptionInTransit().clientBroker() == ClientBroker.PLAINTEXT;
        refuse(scram && plaintext, "You can't enable SASL/SCRAM authentication with plaintext between clients and brokers.");
    }

    void configuration(ConfigurationInfo configuration) {
        refuse(!configurations.hasRevision(configuration.arn(), configuration.revision()),
                "The configuration %s has no revision %d.".formatted(configuration.arn(), configuration.revision()));
    }

    static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw FakeKafkaClient.refused(message);
        }
    }
}
