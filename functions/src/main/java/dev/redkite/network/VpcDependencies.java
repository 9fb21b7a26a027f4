package dev.redkite.network;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** What keeps a network of ours standing. EC2 only says that something does, so people are told what, by name. */
record VpcDependencies(Ec2Client ec2) {

    private static final int MOST_SAID = 10;


    /** The reason for which the network is not gone yet, and after it whatever stands in the way. */
    String explained(String reason, NetworkSpec spec) {
        Stream<String> vpcs = new OwnedNetwork(ec2).vpcs(spec.ownership()).stream().map(Vpc::vpcId).flatMap(vpc -> inVpc(vpc, spec));
        Stream<String> groups = new BrokerSecurityGroupStage(ec2).groups(spec).stream().map(SecurityGroup::groupId).flatMap(this::onGroup);
        List<String> said = Stream.concat(vpcs, groups).distinct().limit(MOST_SAID).toList();
        return said.isEmpty() ? reason : reason + "; " + String.join("; ", said);
    }

    private Stream<String> inVpc(String vpcId, NetworkSpec spec) {
        Filter inside = Ec2Tags.filter("vpc-id", vpcId);
        Stream<String> subnets = ec2.describeSubnetsPaginator(request -> request.filters(inside)).subnets().stream()
                .filter(subnet -> !spec.ownership().owns(Ec2Tags.map(subnet.tags())))
                .map(Subnet::subnetId)
                .map(id -> "subnet %s (not ours) stands in %s".formatted(id, vpcId));
        Stream<String> groups = groups(inside)
                .filter(group -> !group.groupName().equals("default") && !spec.ownership().owns(Ec2Tags.map(group.tags())))
                .map(group -> "security group %s %s (not ours) stands in %s"
                        .formatted(group.groupId(), group.groupName(), vpcId));
        return Stream.of(interfaces(inside), groups, subnets).flatMap(each -> each);
    }

    private Stream<String> onGroup(String groupId) {
        Stream<String> naming = groups(Ec2Tags.filter("ip-permission.group-id", groupId))
                .filter(group -> !group.groupId().equals(groupId))
                .map(group -> "a rule of security group %s %s names %s".formatted(group.groupId(), group.groupName(), groupId));
        return Stream.concat(interfaces(Ec2Tags.filter("group-id", groupId)), naming);
    }

    private Stream<SecurityGroup> groups(Filter filter) {
        return ec2.describeSecurityGroupsPaginator(request -> request.filters(filter)).securityGroups().stream();
    }

    private Stream<String> interfaces(Filter filter) {
        return ec2.describeNetworkInterfacesPaginator(request -> request.filters(filter)).networkInterfaces().stream()
                .map(VpcDependencies::describe);
    }

    private static String describe(NetworkInterface each) {
        return "network interface %s (%s, %s) stands in %s".formatted(
                each.networkInterfaceId(), each.statusAsString(),
                each.description() == null || each.description().isEmpty() ? "without description" : each.description(),
                each.subnetId());
    }
}
