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
final class SubnetsStage implements Resource<NetworkSpec, SubnetsStage.Facts> {

    /** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/. */
    static final String PUBLIC_ROLE = "kubernetes.io/role/elb";

    static final String PRIVATE_ROLE = "kubernetes.io/role/internal-elb";

    record Facts(List<String> privateSubnetIds, List<String> publicSubnetIds, List<String> zones) {}

    private record Wanted(String name, String zone, String cidr, Map<String, String> role) {}

    private final Ec2Client ec2;
    private final OwnedNetwork owned;

    SubnetsStage(Ec2Client ec2) {
        this.ec2 = ec2;
        owned = new OwnedNetwork(ec2);
    }

    private static List<Wanted> all(NetworkSpec wanted) {
        return wanted.network().zones().stream()
                .flatMap(zone -> Stream.of(
                        new Wanted(wanted.publicName(zone), zone.name(), zone.publicCidr(), Map.of(PUBLIC_ROLE, "1")),
                        new Wanted(wanted.privateName(zone), zone.name(), zone.privateCidr(), Map.of(PRIVATE_ROLE, "1"))))
                .toList();
    }

    @Override
    public Observation<Facts> observe(NetworkSpec wanted) {
        Map<String, Subnet> present = owned.subnetsByCidr(wanted);
        if (present.isEmpty()) {
            return Observation.absent();
        }
        Optional<Subnet> pending =
                present.values().stream().filter(subnet -> subnet.state() == SubnetState.PENDING).findFirst();
        return pending.<Observation<Facts>>map(subnet -> Observation.changing(subnet.subnetId() + " is pending"))
                .orElseGet(() -> Observation.compared(facts(wanted, present), changes(wanted, present)));
    }

    private List<Change> changes(NetworkSpec wanted, Map<String, Subnet> present) {
        List<Wanted> missing = all(wanted).stream().filter(subnet -> !present.containsKey(subnet.cidr())).toList();
        List<Change> changes = new ArrayList<>(Change.of(
                missing.stream().map(subnet -> "no subnet " + subnet.name()).toList(), () -> create(wanted, missing)));
        for (Wanted subnet : all(wanted)) {
            Subnet found = present.get(subnet.cidr());
            if (found != null) {
                changes.addAll(Ec2Tags.changes(ec2, wanted.ownership(), subnet.role(), found.subnetId(), found.tags()));
            }
        }
        return changes;
    }

    private static Facts facts(NetworkSpec wanted, Map<String, Subnet> present) {
        List<Plan.Network.Zone> zones = wanted.network().zones();
        return new Facts(
                ids(zones.stream().map(Plan.Network.Zone::privateCidr), present),
                ids(zones.stream().map(Plan.Network.Zone::publicCidr), present),
                zones.stream().map(Plan.Network.Zone::name).toList());
    }

    private static List<String> ids(Stream<String> cidrs, Map<String, Subnet> present) {
        return cidrs.flatMap(cidr -> Stream.ofNullable(present.get(cidr))).map(Subnet::subnetId).toList();
    }

    @Override
    public void create(NetworkSpec wanted) {
        create(wanted, all(wanted));
    }

    private void create(NetworkSpec wanted, List<Wanted> missing) {
        owned.findVpc(wanted).ifPresent(vpc -> missing.forEach(subnet -> create(wanted, vpc, subnet)));
    }

    private void create(NetworkSpec wanted, Vpc vpc, Wanted subnet) {
        Map<String, String> tags = wanted.ownership().tags(subnet.name());
        tags.putAll(subnet.role());
        Failures.about("Subnet " + subnet.name(), () -> AwsErrors.unlessPresent(() -> ec2.createSubnet(request -> request
                .vpcId(vpc.vpcId())
                .availabilityZone(subnet.zone())
                .cidrBlock(subnet.cidr())
                .tagSpecifications(Ec2Tags.specification(ResourceType.SUBNET, tags)))));
    }

    @Override
    public void remove(NetworkSpec wanted) {
        owned.subnets(wanted).forEach(subnet -> AwsErrors.unlessAbsent(
                () -> ec2.deleteSubnet(request -> request.subnetId(subnet.subnetId()))));
    }
}
