package dev.redkite.sandbox.aws.ec2;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.*;

/** Subnets, and the zones that they lie in. */
record Subnets(Ec2Account account) {

    /** Amazon keeps the first four addresses and the last. */
    static final int RESERVED = 5;

    /** How many zones there are, where it is not three: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html. */
    private static final Map<String, Integer> COUNTS = Map.of("us-east-1", 6, "us-west-2", 4, "ca-central-1", 4);

    Subnet create(CreateSubnetRequest request) {
        Vpc vpc = account.vpcs.require(request.vpcId());
        Cidr cidr = Cidr.require(request.cidrBlock());
        Cidr room = Cidr.require(vpc.cidrBlock());
        if (!room.contains(cidr) || cidr.prefix() < 16 || cidr.prefix() > 28) {
            throw Refusal.of("InvalidSubnet.Range", "The CIDR '" + request.cidrBlock() + "' is invalid.");
        }
        if (account.subnets.within(vpc.vpcId()).stream().anyMatch(other -> Cidr.require(other.cidrBlock()).overlaps(cidr))) {
            throw Refusal.of("InvalidSubnet.Conflict", "The CIDR '" + request.cidrBlock() + "' conflicts with another subnet");
        }
        List<String> zones = zones().stream().map(AvailabilityZone::zoneName).toList();
        if (!zones.contains(request.availabilityZone())) {
            throw Refusal.parameter("Value (%s) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: %s."
                    .formatted(request.availabilityZone(), String.join(", ", zones)));
        }
        Subnet subnet = standing(account.subnets.newId(), vpc.vpcId(), cidr.toString(), request.availabilityZone(),
                Tags.atCreation(request.tagSpecifications(), "subnet"));
        account.subnets.add(subnet.subnetId(), subnet, account.propagation);
        return describe(subnet);
    }

    Subnet standing(String id, String vpcId, String cidr, String zone, List<Tag> tags) {
        return Subnet.builder()
                .subnetId(id)
                .subnetArn(account.place.arn("ec2", "subnet/" + id))
                .vpcId(vpcId)
                .cidrBlock(cidr)
                .availabilityZone(zone)
                .availabilityZoneId(zones().stream().filter(known -> known.zoneName().equals(zone)).findFirst().orElseThrow().zoneId())
                .ownerId(account.place.account())
                .defaultForAz(false)
                .mapPublicIpOnLaunch(false)
                .state(SubnetState.AVAILABLE)
                .tags(tags)
                .build();
    }

    private Subnet describe(Subnet subnet) {
        return subnet.toBuilder().availableIpAddressCount((int) free(subnet)).build();
    }

    long free(Subnet subnet) {
        long used = account.interfaces.within(subnet.subnetId()).stream()
                .mapToLong(one -> 1L + account.secondaries.getOrDefault(one.networkInterfaceId(), 0))
                .sum();
        return Cidr.require(subnet.cidrBlock()).size() - RESERVED - used;
    }

    Query<Subnet> query() {
        return new Query<>(account.subnets)
                .seenAs(this::describe)
                .on("subnet-id", Subnet::subnetId)
                .on("vpc-id", Subnet::vpcId)
                .on("availability-zone", Subnet::availabilityZone)
                .on("cidr-block", Subnet::cidrBlock)
                .on("state", Subnet::stateAsString);
    }

    void delete(String id) {
        account.subnets.require(id);
        if (!account.interfaces.within(id).isEmpty()) {
            throw Refusal.dependencies("subnet", id);
        }
        account.subnets.remove(id);
        new RouteTables(account).forget(id);
    }

    /** Which ids stand behind which names is drawn for each account: https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html. */
    List<AvailabilityZone> zones() {
        String region = account.place.region();
        int count = COUNTS.getOrDefault(region, 3);
        int turned = Character.digit(account.place.account().charAt(11), 10);
        return IntStream.range(0, count)
                .mapToObj(i -> AvailabilityZone.builder()
                        .zoneName(region + (char) ('a' + i))
                        .zoneId("%s-az%d".formatted(shortened(region), (i + turned) % count + 1))
                        .regionName(region)
                        .zoneType("availability-zone")
                        .optInStatus(AvailabilityZoneOptInStatus.OPT_IN_NOT_REQUIRED)
                        .state(AvailabilityZoneState.AVAILABLE)
                        .build())
                .toList();
    }

    /** As ids begin: use1 for us-east-1, apse2 for ap-southeast-2, usgw1 for us-gov-west-1. */
    private static String shortened(String region) {
        return region.replace("-", "").replace("north", "n").replace("south", "s").replace("east", "e").replace("west", "w")
                .replace("central", "c").replace("gov", "g");
    }

    List<AvailabilityZone> zones(DescribeAvailabilityZonesRequest request) {
        Stream<AvailabilityZone> zones = zones().stream();
        for (Filter filter : request.filters()) {
            zones = zones.filter(zone -> filter.values().contains(switch (filter.name()) {
                case "state" -> zone.stateAsString();
                case "zone-name" -> zone.zoneName();
                case "zone-id" -> zone.zoneId();
                case "zone-type" -> zone.zoneType();
                case "opt-in-status" -> zone.optInStatusAsString();
                case "region-name" -> zone.regionName();
                default -> throw Refusal.parameter("The filter '" + filter.name() + "' is invalid");
            }));
        }
        List<AvailabilityZone> found = zones.toList();
        request.zoneNames().stream()
                .filter(name -> zones().stream().noneMatch(zone -> zone.zoneName().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.parameter("Invalid availability zone: [" + name + "]");
                });
        return found.stream()
                .filter(zone -> request.zoneNames().isEmpty() || request.zoneNames().contains(zone.zoneName()))
                .toList();
    }
}
