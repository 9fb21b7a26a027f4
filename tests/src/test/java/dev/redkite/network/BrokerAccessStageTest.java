package dev.redkite.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.environment.Identity;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

class BrokerAccessStageTest {

    private static final String VPC = "vpc-0a1a0000000000001";

    private final World world = World.standing();
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final BrokerAccessStage stage = new BrokerAccessStage(ec2);
    private final Ownership ownership = new Ownership("demo", 1, Map.of());
    private final String cluster = world.ec2().addSecurityGroup(VPC, "eks-cluster-sg", "cluster", Map.of("aws:eks:cluster-name", "redkite-demo"));
    private final BrokerAccessSpec wanted =
            new BrokerAccessSpec(new Identity(new Names("demo", 1, "123456789012", "us-west-2"), ownership), cluster);

    private String brokers() {
        return world.ec2().addSecurityGroup(VPC, "redkite-demo-brokers", "brokers", ownership.tags());
    }

    private List<SecurityGroupRule> ingress(String groupId) {
        return ec2.describeSecurityGroupRules(request -> request.filters(Ec2Tags.filter("group-id", groupId)))
                .securityGroupRules().stream()
                .filter(rule -> !rule.isEgress())
                .toList();
    }

    private void letInEverybody(String groupId) {
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(groupId).ipPermissions(permission -> permission
                .ipProtocol("tcp").fromPort(0).toPort(65535).ipRanges(range -> range.cidrIp("0.0.0.0/0"))));
    }

    @Test
    void lets_in_the_cluster_on_one_port_only() {
        String brokers = brokers();

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

        assertThat(ingress(brokers)).singleElement().satisfies(rule -> {
            assertThat(rule.referencedGroupInfo().groupId()).isEqualTo(cluster);
            assertThat(List.of(rule.fromPort(), rule.toPort())).containsOnly(9096);
            assertThat(rule.ipProtocol()).isEqualTo("tcp");
        });
    }

    @Test
    void changes_nothing_the_second_time() {
        brokers();
        stage.ensure(wanted);
        world.takeChanges();

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void revokes_whatever_else_lets_in() {
        String brokers = brokers();
        stage.ensure(wanted);
        letInEverybody(brokers);

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

        assertThat(ingress(brokers)).singleElement()
                .satisfies(rule -> assertThat(rule.referencedGroupInfo().groupId()).isEqualTo(cluster));
    }

    @Test
    void opens_and_revokes_in_one_call_when_only_a_stranger_is_let_in() {
        String brokers = brokers();
        letInEverybody(brokers);

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

        assertThat(ingress(brokers)).hasSize(1);
    }

    @Test
    void is_pending_while_the_brokers_group_is_not_to_be_seen() {
        assertThat(stage.ensure(wanted)).isInstanceOf(Pending.class);
    }

    @Test
    void frees_the_clusters_group_when_retired_without_knowing_it() {
        brokers();
        stage.ensure(wanted);

        assertThat(stage.retire(wanted.identity())).isInstanceOf(Done.class);

        ec2.deleteSecurityGroup(request -> request.groupId(cluster));
        assertThat(world.ec2().inventory()).doesNotContainKey("ec2:security-group/" + cluster);
    }

    @Test
    void leaves_a_strangers_group_of_the_same_name_alone() {
        String group = world.ec2().addSecurityGroup(VPC, "redkite-demo-brokers", "somebody's", Map.of());
        letInEverybody(group);

        stage.ensure(wanted);
        stage.retire(wanted.identity());

        assertThat(ingress(group)).singleElement().satisfies(rule -> assertThat(rule.cidrIpv4()).isEqualTo("0.0.0.0/0"));
    }
}
