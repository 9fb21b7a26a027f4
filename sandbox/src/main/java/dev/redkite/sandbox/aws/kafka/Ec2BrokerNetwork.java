package dev.redkite.sandbox.aws.kafka;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** The EC2 of the same place. */
record Ec2BrokerNetwork(FakeEc2Client ec2) implements BrokerNetwork {

    @Override
    public Optional<String> findZone(String subnetId) {
        return find(subnetId).map(Subnet::availabilityZone);
    }

    @Override
    public Optional<String> findZoneId(String subnetId) {
        return find(subnetId).map(Subnet::availabilityZoneId);
    }

    @Override
    public boolean offers(String instanceType, String subnetId) {
        return ec2.offers(instanceType, subnetId);
    }

    private Optional<Subnet> find(String subnetId) {
        DescribeSubnetsRequest request = DescribeSubnetsRequest.builder().subnetIds(subnetId).build();
        return Errors.unless("InvalidSubnetID.NotFound", () -> ec2.describeSubnets(request)).flatMap(answer -> answer.subnets().stream().findFirst());
    }

    @Override
    public boolean hasSecurityGroup(String securityGroupId) {
        DescribeSecurityGroupsRequest request =
                DescribeSecurityGroupsRequest.builder().groupIds(securityGroupId).build();
        return Errors.unless("InvalidGroup.NotFound", () -> ec2.describeSecurityGroups(request)).isPresent();
    }

    /** Brokers, and in each subnet one of what keeps their metadata (ZooKeeper, or a controller). */
    @Override
    public Runnable hold(String cluster, List<String> subnetIds, List<String> securityGroupIds, int brokers) {
        List<String> interfaces = IntStream.range(0, brokers + subnetIds.size())
                .mapToObj(broker -> ec2.addNetworkInterface(subnetIds.get(broker % subnetIds.size()), securityGroupIds,
                        "DO NOT DELETE - Amazon MSK network interface for cluster " + cluster, "amazon-msk", Map.of()))
                .toList();
        return () -> interfaces.forEach(ec2::removeNetworkInterface);
    }
}
