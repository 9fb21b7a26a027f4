package dev.redkite.sandbox.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

class NetworkInterfacesTest {

    private final World world = World.standing();
    private final Ec2Client ec2 = world.client(Ec2Client.class);

    private void settle() {
        world.clock().advance(Duration.ofSeconds(2));
    }

    private String subnet() {
        String vpc = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        settle();
        String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.1.0/24").availabilityZone("us-west-2a"))
                .subnet().subnetId();
        settle();
        return subnet;
    }

    private String address(String subnet) {
        String card = world.ec2().addNetworkInterface(subnet, List.of(), "pods", "amazon-eks", Map.of());
        settle();
        return ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(card)).networkInterfaces().getFirst().privateIpAddress();
    }

    @Test
    void an_address_that_another_network_has_taken_is_free() {
        assertThat(IntStream.range(0, 2).mapToObj(_ -> address(subnet()))).containsExactly("10.0.1.4", "10.0.1.4");
    }

    @Test
    void an_address_of_the_same_subnet_is_given_once() {
        String subnet = subnet();

        assertThat(IntStream.range(0, 2).mapToObj(_ -> address(subnet))).containsExactly("10.0.1.4", "10.0.1.5");
    }
}
