package dev.redkite.network;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.StagePending;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * What EC2 holds of one environment, found by its tags alone: nothing is remembered between calls.
 *
 * <p>{@code CreateVpc}, {@code CreateInternetGateway} and {@code AllocateAddress} take no client token, and no name of
 * theirs is unique. Tags in the creating request, and a pace that is longer than EC2 mostly takes to show what it made,
 * avoid most duplicates. A look that lags, a lost answer or two callers at once make two all the same, so three rules
 * hold: whoever has asked for one looks again before anything is done ({@link #askedFor}); a quota that is full may be
 * filled by a duplicate ({@link dev.redkite.failure.Failures#aboutUnnamed}); and of two, every caller keeps the same one
 * (the one in use, else the lowest id, for EC2 tells no time of creation) and removes the others, which are empty.
 */
record OwnedNetwork(Ec2Client ec2) {

    /** What shows right after asking may be what an earlier call made: then there are two, and only the next look sees both. */
    static StagePending askedFor(String what) {
        return new StagePending(what + ": made, looked at again");
    }

    /** The one to keep first. */
    List<Vpc> vpcs(Ownership ownership) {
        List<Vpc> vpcs = ec2
                .describeVpcsPaginator(request -> request.filters(Ec2Tags.owned(ownership)))
                .vpcs().stream()
                .sorted(Comparator.comparing(Vpc::vpcId))
                .toList();
        if (vpcs.size() < 2) {
            return vpcs;
        }
        return vpcs.stream()
                .sorted(Comparator.comparing((Vpc vpc) -> subnetsIn(vpc.vpcId()).isEmpty()))
                .toList();
    }

    Optional<Vpc> findVpc(Ownership ownership) {
        return vpcs(ownership).stream().findFirst();
    }

    private List<Subnet> subnetsIn(String vpcId) {
        return ec2.describeSubnetsPaginator(request -> request.filters(Ec2Tags.filter("vpc-id", vpcId)))
                .subnets().stream().toList();
    }

    List<Subnet> subnets(Ownership ownership) {
        return ec2.describeSubnetsPaginator(request -> request.filters(Ec2Tags.owned(ownership)))
                .subnets().stream()
                .sorted(Comparator.comparing(Subnet::subnetId))
                .toList();
    }

    /** Addresses are unique within the VPC and stand in the plan: they are the subnets' natural names. */
    Map<String, Subnet> subnetsByCidr(NetworkSpec spec) {
        return subnets(spec.ownership()).stream()
                .collect(Collectors.toMap(Subnet::cidrBlock, subnet -> subnet, (first, _) -> first, TreeMap::new));
    }

    List<RouteTable> routeTables(NetworkSpec spec) {
        Filter owned = Ec2Tags.owned(spec.ownership());
        return ec2.describeRouteTablesPaginator(request -> request.filters(owned)).routeTables().stream()
                .sorted(Comparator.comparing(RouteTable::routeTableId))
                .toList();
    }

    Map<String, RouteTable> routeTablesByName(NetworkSpec spec) {
        return routeTables(spec).stream()
                .collect(Collectors.toMap(
                        table -> Ec2Tags.name(table.tags()), table -> table, (first, _) -> first, TreeMap::new));
    }
}
