package dev.redkite.sandbox.aws.ec2;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.*;

/**
 * Which instance types can be had in which zones. Not every zone has every type
 * (https://repost.aws/knowledge-center/ec2-instance-type-not-supported-az-error); which zone lacks which is this sandbox's
 * own: those that the account names after its third have nothing of the seventh generation.
 */
final class Offerings {

    private final Subnets subnets;
    private final Set<String> withheld = new HashSet<>();

    Offerings(Subnets subnets) {
        this.subnets = subnets;
    }

    void withhold(String type, String zoneId) {
        withheld.add(type + " in " + zoneId);
    }

    boolean has(String type, String zoneId) {
        boolean late = subnets.zones().stream().skip(3).anyMatch(zone -> zone.zoneId().equals(zoneId));
        boolean seventh = type.matches("[a-z]+7.*");
        return !(late && seventh) && !withheld.contains(type + " in " + zoneId);
    }

    /** EC2 passes over types that it does not know. */
    List<InstanceTypeOffering> list(DescribeInstanceTypeOfferingsRequest request) {
        if (request.locationType() != LocationType.AVAILABILITY_ZONE_ID || request.filters().size() != 1
                || !request.filters().getFirst().name().equals("instance-type")) {
            throw new UnsupportedOperationException("the sandbox tells zones' ids by instance type only");
        }
        return request.filters().getFirst().values().stream()
                .flatMap(type -> subnets.zones().stream().map(AvailabilityZone::zoneId)
                        .filter(zone -> has(type, zone))
                        .map(zone -> InstanceTypeOffering.builder()
                                .instanceType(type).locationType(LocationType.AVAILABILITY_ZONE_ID).location(zone).build()))
                .toList();
    }
}
