package dev.redkite.sandbox.aws.kafka;

import dev.redkite.failure.AwsErrors;
import dev.redkite.sandbox.aws.World;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;

/** The same world's EC2. */
final class Ec2BrokerNetwork implements BrokerNetwork {

    private final World world;

    Ec2BrokerNetwork(World world) {
        this.world = world;
    }

    @Override
    public Optional<String> findZone(String subnetId) {
        DescribeSubnetsRequest request = DescribeSubnetsRequest.builder().subnetIds(subnetId).build();
        return AwsErrors.find(() -> world.fake(Ec2Client.class).describeSubnets(request))
                .flatMap(answer -> answer.subnets().stream().findFirst())
                .map(subnet -> subnet.availabilityZone());
    }

    @Override
    public boolean hasSecurityGroup(String securityGroupId) {
        DescribeSecurityGroupsRequest request =
                DescribeSecurityGroupsRequest.builder().groupIds(securityGroupId).build();
        return AwsErrors.find(() -> world.fake(Ec2Client.class).describeSecurityGroups(request)).isPresent();
    }
}
