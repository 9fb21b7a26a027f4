package dev.redkite.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Subnets to adopt, or the layout of a VPC to make. */
final class NetworkPlanning {

    private static final String DEFAULT_CIDR = "10.42.0.0/16";
    private static final int RESERVED = 5;

    private NetworkPlanning() {}

    /** A network that stands is kept; of its layout only NAT gateways can be added. */
    static Plan.Network plan(
            EnvironmentSpec.Network wanted, AccountSnapshot snapshot, Zones zones, CurrentEnvironment current, Violations violations) {
        if (wanted.subnetIds().isEmpty()) {
            return current.network().map(network -> currentNetwork(wanted, network)).orElseGet(() -> newNetwork(wanted, zones));
        }
        violations.addUnless(wanted.cidr() == null, "$.network.cidr", "is for a VPC to be made, but subnetIds names existing subnets; give one of the two");
        violations.addUnless(wanted.natGateways() == null, "$.network.natGateways", "is for a VPC to be made, but subnetIds names existing subnets; remove it");
        violations.addUnless(wanted.zones().isEmpty(), "$.network.zones", "is for a VPC to be made, but subnetIds names existing subnets; remove it");
        checkSubnets(wanted.subnetIds(), snapshot.subnets(), zones, violations);
        return current.network().orElseGet(() -> new Plan.Network(wanted.subnetIds(), null, List.of(), true));
    }

    private static Plan.Network currentNetwork(EnvironmentSpec.Network wanted, Plan.Network current) {
        boolean perZone = wanted.natGateways() == null ? current.natGatewayPerZone() : "per-zone".equals(wanted.natGateways());
        return new Plan.Network(current.subnetIds(), current.cidr(), current.zones(), perZone);
    }

    private static Plan.Network newNetwork(EnvironmentSpec.Network wanted, Zones offered) {
        String cidr = Objects.requireNonNullElse(wanted.cidr(), DEFAULT_CIDR);
        List<String> names = offered.chosen(wanted.zones());
        return new Plan.Network(List.of(), cidr, zones(cidr, names), !"single".equals(wanted.natGateways()));
    }

    private static void checkSubnets(List<String> ids, List<AccountSnapshot.Subnet> found, Zones offered, Violations violations) {
        List<String> zones = new ArrayList<>();
        List<String> vpcs = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            String path = "$.network.subnetIds[" + i + "]";
            var subnet = found.stream().filter(each -> each.id().equals(id)).findFirst();
            if (subnet.isEmpty()) {
                violations.add(path, id + " does not exist in this account and region");
                continue;
            }
            violations.addUnless(!zones.contains(subnet.get().zone()), path, "%s lies in %s, as another of the subnets does; name subnets in different availability zones"
                    .formatted(id, subnet.get().zone()));
            violations.addUnless(vpcs.isEmpty() || vpcs.contains(subnet.get().vpcId()), path, "%s lies in %s, the others in %s; name subnets of one VPC"
                    .formatted(id, subnet.get().vpcId(), String.join(", ", vpcs)));
            offered.check(path, subnet.get().zone(), subnet.get().zoneId(), "name a subnet in another zone");
            zones.add(subnet.get().zone());
            vpcs.add(subnet.get().vpcId());
        }
    }

    /** Amazon keeps five addresses of each subnet (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html). */
    static void checkRoom(Plan plan, Violations violations) {
        AddressNeed need = AddressNeed.of(plan);
        plan.network().zones().stream()
                .map(zone -> AddressRange.require(zone.privateCidr()).size() - RESERVED)
                .filter(free -> free < need.total())
                .findFirst()
                .ifPresent(free -> violations.add("$.network.cidr", "%s gives each private subnet %d addresses, and it needs %s; choose a larger range"
                        .formatted(plan.network().requireCidr(), free, need.inWords())));
    }

    /**
     * Sixteenths of the range: the first zones' private subnets take 0, 2 and 4 at double size, their public subnets
     * 8, 9 and 10. Private ones are the larger, for every pod has an address there.
     */
    private static List<Plan.Network.Zone> zones(String cidr, List<String> names) {
        AddressRange range = AddressRange.require(cidr);
        List<Plan.Network.Zone> zones = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            zones.add(new Plan.Network.Zone(names.get(i), range.part(4, 8 + i).toString(), range.part(3, i).toString()));
        }
        return zones;
    }
}
