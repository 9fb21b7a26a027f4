package dev.redkite.network;

import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** A public and a private subnet in every zone, tagged for the load balancer controller. No two may overlap, so none is made twice. */
record SubnetsStage(Ec2Client ec2) implements Resource<NetworkSpec, SubnetsStage.Facts> {

    /** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/. */
    static final String PUBLIC_ROLE = "kubernetes.io/role/elb";

    static final String PRIVATE_ROLE = "kubernetes.io/role/internal-elb";

    record Facts(List<String> privateSubnetIds, List<String> publicSubnetIds, List<String> zones) {}

    private record Wanted(String name, String zone, String cidr, Map<String, String> role) {}


    private static List<Wanted> all(NetworkSpec spec) {
        return spec.network().zones().stream()
                .flatMap(zone -> Stream.of(
                        new Wanted(spec.publicName(zone), zone.name(), zone.publicCidr(), Map.of(PUBLIC_ROLE, "1")),
                        new Wanted(spec.privateName(zone), zone.name(), zone.privateCidr(), Map.of(PRIVATE_ROLE, "1"))))
                .toList();
    }

    @Override
    public Observation<Facts> observe(NetworkSpec spec) {
        Map<String, Subnet> present = new OwnedNetwork(ec2).subnetsByCidr(spec);
        if (present.isEmpty()) {
            return Observation.absent();
        }
        Optional<Subnet> pending =
                present.values().stream().filter(subnet -> subnet.state() == SubnetState.PENDING).findFirst();
        return pending.<Observation<Facts>>map(subnet -> Observation.changing(subnet.subnetId() + " is pending"))
                .orElseGet(() -> Observation.compared(facts(spec, present), changes(spec, present)));
    }

    private List<Change> changes(NetworkSpec spec, Map<String, Subnet> present) {
        List<Wanted> missing = all(spec).stream().filter(subnet -> !present.containsKey(subnet.cidr())).toList();
        List<Change> changes = new ArrayList<>(Change.of(
                missing.stream().map(subnet -> "no subnet " + subnet.name()).toList(), () -> create(spec, missing)));
        for (Wanted subnet : all(spec)) {
            Subnet found = present.get(subnet.cidr());
            if (found != null) {
                changes.addAll(Ec2Tags.changes(ec2, spec.ownership(), subnet.role(), found.subnetId(), found.tags()));
            }
        }
        return changes;
    }

    private static Facts facts(NetworkSpec spec, Map<String, Subnet> present) {
        List<Plan.Network.Zone> zones = spec.network().zones();
        return new Facts(
                ids(zones.stream().map(Plan.Network.Zone::privateCidr), present),
                ids(zones.stream().map(Plan.Network.Zone::publicCidr), present),
                zones.stream().map(Plan.Network.Zone::name).toList());
    }

    private static List<String> ids(Stream<String> cidrs, Map<String, Subnet> present) {
        return cidrs.flatMap(cidr -> Stream.ofNullable(present.get(cidr))).map(Subnet::subnetId).toList();
    }

    @Override
    public void create(NetworkSpec spec) {
        create(spec, all(spec));
    }

    private void create(NetworkSpec spec, List<Wanted> missing) {
        new OwnedNetwork(ec2).findVpc(spec.ownership()).ifPresent(vpc -> missing.forEach(subnet -> create(spec, vpc, subnet)));
    }

    private void create(NetworkSpec spec, Vpc vpc, Wanted subnet) {
        Map<String, String> tags = spec.ownership().tags(subnet.name());
        tags.putAll(subnet.role());
        Failures.about("Subnet " + subnet.name(), () -> AwsErrors.unlessPresent(() -> ec2.createSubnet(request -> request
                .vpcId(vpc.vpcId())
                .availabilityZone(subnet.zone())
                .cidrBlock(subnet.cidr())
                .tagSpecifications(Ec2Tags.specification(ResourceType.SUBNET, tags)))));
    }

    @Override
    public void remove(NetworkSpec spec) {
        new OwnedNetwork(ec2).subnets(spec.ownership()).forEach(subnet -> AwsErrors.unlessAbsent(
                () -> ec2.deleteSubnet(request -> request.subnetId(subnet.subnetId()))));
    }
}
