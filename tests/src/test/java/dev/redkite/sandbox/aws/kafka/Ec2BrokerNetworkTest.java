package dev.redkite.sandbox.aws.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.kafka.KafkaClient;

class Ec2BrokerNetworkTest {

    private final World world = World.standing();
    private final KafkaClient kafka = world.client(KafkaClient.class);
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final String group = world.ec2().addSecurityGroup("vpc-0a1a0000000000001", "brokers", "brokers", Map.of());

    private String create(String... subnets) {
        return kafka.createClusterV2(request -> request.clusterName("one").provisioned(provisioned -> provisioned
                        .kafkaVersion("3.9.x")
                        .numberOfBrokerNodes(2)
                        .brokerNodeGroupInfo(nodes -> nodes.instanceType("kafka.m7g.large").clientSubnets(subnets).securityGroups(group)
                                .storageInfo(storage -> storage.ebsStorageInfo(volume -> volume.volumeSize(10))))))
                .clusterArn();
    }

    @Test
    void refuses_subnets_of_one_zone() {
        assertThatThrownBy(() -> create("subnet-0a1a0000000000001", "subnet-0a1a0000000000004"))
                .hasMessageContaining("different Availability Zones");
    }

    @Test
    void refuses_a_subnet_that_ec2_does_not_know() {
        assertThatThrownBy(() -> create("subnet-0a1a0000000000001", "subnet-0a1a0000000000fff"))
                .hasMessageContaining("subnet-0a1a0000000000fff");
    }

    @Test
    void holds_the_security_group_until_the_cluster_is_gone() {
        String cluster = create("subnet-0a1a0000000000001", "subnet-0a1b0000000000002");
        world.clock().advance(Duration.ofHours(1));
        kafka.deleteCluster(request -> request.clusterArn(cluster));
        assertThatThrownBy(() -> ec2.deleteSecurityGroup(request -> request.groupId(group))).hasMessageContaining("dependent object");

        world.clock().advance(Duration.ofHours(1));
        ec2.deleteSecurityGroup(request -> request.groupId(group));

        assertThat(world.ec2().inventory()).doesNotContainKey("ec2:security-group/" + group);
    }
}
