package dev.redkite.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A network that cannot go says who keeps it. */
class VpcDependenciesTest {

    private final World world = World.standing();
    private final Stage<NetworkSpec, NetworkSpec, NetworkFacts> stage = new NetworkStage(world.client(Ec2Client.class));
    private final NetworkSpec wanted = NetworkStageTest.wanted("demo", false);
    private final NetworkFacts facts = made();

    private NetworkFacts made() {
        for (int look = 0; look < 20; look++) {
            if (stage.ensure(wanted) instanceof Done<NetworkFacts>(NetworkFacts found)) {
                return found;
            }
            world.clock().advance(Duration.ofSeconds(5));
        }
        throw new AssertionError(stage.ensure(wanted).toString());
    }

    /** The reason after enough looks for everything else to be gone. */
    private String reason() {
        String reason = "done";
        for (int look = 0; look < 10; look++) {
            reason = stage.retire(wanted) instanceof Pending<Void>(String said, boolean _) ? said : "done";
            world.clock().advance(Duration.ofSeconds(10));
        }
        return reason;
    }

    @Test
    void nobody_is_named_when_nothing_stands_in_the_way() {
        assertThat(reason()).isEqualTo("done");
    }

    @Test
    void somebody_else_s_security_group_is_named() {
        String group = world.ec2().addSecurityGroup(facts.vpcId(), "shop", "not Redkite's", Map.of());

        assertThat(reason()).contains("security group " + group, "(not ours) stands in " + facts.vpcId());
    }

    @Test
    void somebody_else_s_network_interface_is_named_with_its_description() {
        String subnet = facts.privateSubnetIds().getFirst();
        String card = world.ec2().addNetworkInterface(subnet, List.of(), "Their file system", "amazon-efs", Map.of());

        assertThat(reason()).contains("network interface " + card, "Their file system", "stands in " + subnet);
    }

    @Test
    void who_uses_the_brokers_group_is_named_once() {
        String card = world.ec2().addNetworkInterface(facts.privateSubnetIds().getFirst(),
                List.of(facts.brokerSecurityGroupId()), "Their lambda", "amazon-lambda", Map.of());

        assertThat(reason()).containsOnlyOnce(card);
    }
}
