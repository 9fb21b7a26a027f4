package dev.redkite.sandbox.aws.kafka;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** What MSK asks EC2 about a cluster's surroundings, and does there. */
record Ec2BrokerNetwork(FakeEc2Client ec2) {

    /** The subnet's availability zone; empty when there is no such subnet. */
    Optional<String> findZone(String subnetId) {
        return find(subnetId).map(Subnet::availabilityZone);
    }

    /** The zone's id, which every account has in common; empty when there is no such subnet. */
    Optional<String> findZoneId(String subnetId) {
        return find(subnetId).map(Subnet::availabilityZoneId);
    }

    /** Whether EC2 has that instance type where the subnet lies. */
    boolean offers(String instanceType, String subnetId) {
        return ec2.offers(instanceType, subnetId);
    }

    private Optional<Subnet> find(String subnetId) {
        return Errors.unless("InvalidSubnetID.NotFound", () -> ec2.describeSubnets(request -> request.subnetIds(subnetId)))
                .flatMap(answer -> answer.subnets().stream().findFirst());
    }

    boolean hasSecurityGroup(String securityGroupId) {
        return Errors.unless("InvalidGroup.NotFound", () -> ec2.describeSecurityGroups(request -> request.groupIds(securityGroupId))).isPresent();
    }

    /**
     * Puts the network interfaces of brokers, and in each subnet one of what keeps their metadata (ZooKeeper, or a controller),
     * into the subnets, which they and the groups then cannot lose.
     *
     * @return takes the interfaces away again
     */
    Runnable hold(String cluster, List<String> subnetIds, List<String> securityGroupIds, int brokers) {
        List<String> interfaces = IntStream.range(0, brokers + subnetIds.size())
                .mapToObj(broker -> ec2.addNetworkInterface(subnetIds.get(broker % subnetIds.size()), securityGroupIds,
                        "DO NOT DELETE - Amazon MSK network interface for cluster " + cluster, "amazon-msk", Map.of()))
                .toList();
        return () -> interfaces.forEach(ec2::removeNetworkInterface);
    }
}
