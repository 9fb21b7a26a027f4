package dev.redkite.network;

import dev.redkite.environment.AddressNeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;

/**
 * The user's own subnets, as found, and all that speaks against using them. They are not ours, so nothing is
 * corrected: each violation says what to do.
 *
 * @param subnets     the named ones that exist, in the order they were named
 * @param neighbours  every subnet of their VPCs
 * @param routeTables every route table of their VPCs
 * @param withoutDns  VPCs that do not give DNS names to hosts
 * @param brokerGroups the environment's security groups for brokers; while it has one it stands, and has taken addresses itself
 * @param leaving     the life that is torn down before
 */
record AdoptedSubnets(
        NetworkSpec spec,
        List<Subnet> subnets,
        List<Subnet> neighbours,
        List<RouteTable> routeTables,
        List<String> withoutDns,
        List<SecurityGroup> brokerGroups,
        @Nullable NetworkSpec leaving) {

    /** EKS, and load balancers for applications, take no fewer. */
    static final int ZONES = 2;

    List<String> violations() {
        return Stream.of(
                        missing(),
                        scattered(),
                        sharedZones(),
                        subnets.stream().flatMap(subnet -> each(subnet).stream()).toList(),
                        withoutDns.stream().map(this::dns).toList(),
                        unreachable())
                .flatMap(List::stream)
                .toList();
    }

    private List<String> missing() {
        List<String> present = subnets.stream().map(Subnet::subnetId).toList();
        return spec.network().subnetIds().stream()
                .filter(id -> !present.contains(id))
                .map(id -> "%s does not exist in account %s, region %s: name a subnet that does"
                        .formatted(id, spec.names().account(), spec.names().region()))
                .toList();
    }

    private List<String> scattered() {
        Map<String, String> byVpc = subnets.stream().collect(Collectors.groupingBy(
                Subnet::vpcId, TreeMap::new, Collectors.mapping(Subnet::subnetId, Collectors.joining(", "))));
        return byVpc.size() < 2
                ? List.of()
                : List.of("the subnets are in %d VPCs, %s: name subnets of one VPC".formatted(byVpc.size(), byVpc));
    }

    private List<String> sharedZones() {
        Map<String, List<String>> byZone = subnets.stream().collect(Collectors.groupingBy(
                Subnet::availabilityZone, TreeMap::new, Collectors.mapping(Subnet::subnetId, Collectors.toList())));
        List<String> violations = new ArrayList<>();
        byZone.forEach((zone, ids) -> {
            if (ids.size() > 1) {
                violations.add("%s are all in zone %s: name one subnet a zone".formatted(String.join(" and ", ids), zone));
            }
        });
        if (byZone.size() == 1) {
            violations.add("all subnets are in zone %s: name subnets in at least %d zones"
                    .formatted(byZone.keySet().iterator().next(), ZONES));
        }
        return violations;
    }

    private List<String> each(Subnet subnet) {
        String id = subnet.subnetId();
        List<String> violations = new ArrayList<>();
        if (subnet.state() != SubnetState.AVAILABLE) {
            violations.add("%s is %s: name one that is available".formatted(id, subnet.stateAsString()));
        }
        int returned = returned(id);
        if ((brokerGroups.isEmpty() || leaving != null) && subnet.availableIpAddressCount() + returned < spec.need().total()) {
            violations.add("%s has %d free addresses%s and needs %s; free some, or name a larger subnet".formatted(
                    id, subnet.availableIpAddressCount(),
                    returned == 0 ? "" : ", gets back at most %d by the teardown,".formatted(returned), spec.need().inWords()));
        }
        route(subnet).ifPresent(violations::add);
        return violations;
    }

    /** At most, for load balancers and the control plane want more to be free than they take. */
    private int returned(String id) {
        return leaving != null && leaving.network().subnetIds().contains(id) ? leaving.need().total() : 0;
    }

    private Optional<String> route(Subnet subnet) {
        RouteTable table = tableOf(subnet);
        if (!DefaultRoute.works(table)) {
            return Optional.of(
                    "%s has no working route to %s: aws ec2 create-route --region %s --route-table-id %s --destination-cidr-block %s --nat-gateway-id <a NAT gateway of %s>"
                            .formatted(subnet.subnetId(), DefaultRoute.EVERYWHERE, spec.names().region(), table.routeTableId(),
                                    DefaultRoute.EVERYWHERE, subnet.vpcId()));
        }
        return DefaultRoute.leadsToInternetGateway(table)
                ? Optional.of("%s is public, for %s sends %s to an internet gateway: name a private subnet, whose way out is a NAT gateway"
                        .formatted(subnet.subnetId(), table.routeTableId(), DefaultRoute.EVERYWHERE))
                : Optional.empty();
    }

    /** A subnet without a table of its own uses its VPC's main one, which every VPC has. */
    private RouteTable tableOf(Subnet subnet) {
        return Stream.concat(
                        routeTables.stream().filter(table -> table.associations().stream()
                                .anyMatch(association -> subnet.subnetId().equals(association.subnetId()))),
                        routeTables.stream().filter(table -> table.vpcId().equals(subnet.vpcId())
                                && table.associations().stream().anyMatch(association -> association.main())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("EC2 shows no main route table of " + subnet.vpcId()));
    }

    private String dns(String vpcId) {
        return "%1$s gives no DNS names to hosts, which EKS and MSK need: aws ec2 modify-vpc-attribute --region %2$s --vpc-id %1$s --enable-dns-support; aws ec2 modify-vpc-attribute --region %2$s --vpc-id %1$s --enable-dns-hostnames"
                .formatted(vpcId, spec.names().region());
    }

    /**
     * Subnets of the same VPC that load balancers open to the internet will be placed in: one a zone, and of several the
     * one that is tagged for it, for its owner meant it so.
     */
    List<Subnet> publicSubnets() {
        Map<String, Subnet> byZone = new TreeMap<>();
        neighbours.stream()
                .filter(subnet -> DefaultRoute.leadsToInternetGateway(tableOf(subnet)))
                .filter(subnet -> !brokerGroups.isEmpty() || subnet.availableIpAddressCount() >= AddressNeed.LOAD_BALANCER)
                .sorted(Comparator.comparing((Subnet subnet) -> !hasRole(subnet, SubnetsStage.PUBLIC_ROLE))
                        .thenComparing(Subnet::subnetId))
                .forEach(subnet -> byZone.putIfAbsent(subnet.availabilityZone(), subnet));
        return spec.internetFacing() ? List.copyOf(byZone.values()) : List.of();
    }

    private List<String> unreachable() {
        int zones = publicSubnets().size();
        if (!spec.internetFacing() || zones >= ZONES || subnets.isEmpty()) {
            return List.of();
        }
        return List.of("%s has public subnets with %d free addresses in %d zones, and an internet-facing load balancer needs %d: make public subnets, whose route table sends %s to an internet gateway; or choose the scheme internal"
                .formatted(subnets.getFirst().vpcId(), AddressNeed.LOAD_BALANCER, zones, ZONES, DefaultRoute.EVERYWHERE));
    }

    /** The controller takes 1 and nothing for yes. */
    private static boolean hasRole(Subnet subnet, String role) {
        String value = Ec2Tags.map(subnet.tags()).get(role);
        return value != null && (value.isEmpty() || value.equals("1"));
    }
}
