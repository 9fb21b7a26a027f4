package dev.redkite.admission;

import dev.redkite.environment.EnvironmentSpec;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Survey;
import dev.redkite.failure.AwsErrors;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterVersionInformation;

/** Asks AWS what planning needs to know; reads only. */
final class Surveyor {

    private final Ec2Client ec2;
    private final EksClient eks;
    private final InstantSource time;

    Surveyor(Ec2Client ec2, EksClient eks, InstantSource time) {
        this.ec2 = ec2;
        this.eks = eks;
        this.time = time;
    }

    /** @param planned what the environment was last planned to be; null when nothing was */
    Survey survey(EnvironmentSpec specification, Plan planned) {
        List<String> versions = eks.describeClusterVersions(request -> {}).clusterVersions().stream()
                .map(ClusterVersionInformation::clusterVersion)
                .toList();
        return new Survey(time.instant(), versions, zones(specification), subnets(specification.network().subnetIds()),
                planned == null ? null : clusterVersion(planned.names().prefixed()));
    }

    private String clusterVersion(String name) {
        return AwsErrors.find(() -> eks.describeCluster(request -> request.name(name)).cluster())
                .map(Cluster::version)
                .orElse(null);
    }

    /** Zones of the region itself; local and wavelength zones have neither MSK nor EKS. */
    private List<Survey.Zone> zones(EnvironmentSpec specification) {
        if (!specification.network().subnetIds().isEmpty()) {
            return List.of();
        }
        return ec2
                .describeAvailabilityZones(request -> request.filters(
                        filter -> filter.name("zone-type").values("availability-zone"),
                        filter -> filter.name("state").values("available")))
                .availabilityZones().stream()
                .sorted(Comparator.comparing(AvailabilityZone::zoneName))
                .map(zone -> new Survey.Zone(zone.zoneName(), zone.zoneId()))
                .toList();
    }

    /** By filter, not by id: an id that does not exist is then simply missing instead of failing the whole call. */
    private List<Survey.Subnet> subnets(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return ec2.describeSubnets(request -> request.filters(filter -> filter.name("subnet-id").values(ids)))
                .subnets().stream()
                .map(subnet -> new Survey.Subnet(subnet.subnetId(), subnet.vpcId(), subnet.availabilityZone(), subnet.availabilityZoneId()))
                .toList();
    }
}
