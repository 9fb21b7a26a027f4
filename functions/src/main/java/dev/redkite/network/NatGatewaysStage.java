package dev.redkite.network;

import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.failure.StagePending;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** The private subnets' way out: one NAT gateway a zone or one for all, each asked for in the same call. */
record NatGatewaysStage(Ec2Client ec2) implements Resource<NetworkSpec, EgressFacts> {

    private static final Set<NatGatewayState> ALIVE = Set.of(NatGatewayState.PENDING, NatGatewayState.AVAILABLE);

    /** On one that failed: its deletion has been asked for, and another takes its place. */
    private static final String GIVEN_UP = "redkite:given-up";


    /** With those that are gone, which EC2 shows for about an hour longer. */
    static List<NatGateway> gateways(Ec2Client ec2, NetworkSpec spec) {
        return ec2.describeNatGatewaysPaginator(request -> request.filter(Ec2Tags.owned(spec.ownership())))
                .natGateways().stream().toList();
    }

    private static List<NatGateway> remaining(List<NatGateway> gateways) {
        return gateways.stream()
                .filter(gateway -> gateway.state() != NatGatewayState.DELETED && !givenUp(gateway))
                .toList();
    }

    private static boolean givenUp(NatGateway gateway) {
        return gateway.state() == NatGatewayState.FAILED && Ec2Tags.map(gateway.tags()).containsKey(GIVEN_UP);
    }

    private static List<NatGateway> in(List<NatGateway> gateways, NatGatewayState state) {
        return gateways.stream().filter(gateway -> gateway.state() == state).toList();
    }

    @Override
    public Observation<EgressFacts> observe(NetworkSpec spec) {
        List<NatGateway> all = gateways(ec2, spec);
        List<NatGateway> gateways = remaining(all);
        List<NatGateway> failed = in(gateways, NatGatewayState.FAILED);
        if (gateways.isEmpty()) {
            return Observation.absent();
        }
        if (!failed.isEmpty()) {
            return Observation.compared(new EgressFacts(List.of()), List.of(replacement(failed)));
        }
        for (NatGatewayState state : List.of(NatGatewayState.DELETING, NatGatewayState.PENDING)) {
            List<NatGateway> changing = in(gateways, state);
            if (!changing.isEmpty() && !(state == NatGatewayState.PENDING && !missing(spec, gateways).isEmpty())) {
                return Observation.changing("%d of %d NAT gateways are %s".formatted(changing.size(), gateways.size(), state));
            }
        }
        return Observation.compared(
                new EgressFacts(gateways.stream().map(NatGateway::natGatewayId).sorted().toList()),
                changes(spec, gateways, all));
    }

    /** A failed gateway never recovers: it goes, and the next call asks for another. */
    private Change replacement(List<NatGateway> failed) {
        NatGateway first = failed.getFirst();
        return Change.replacement(
                "NAT gateway %s failed, %s: %s".formatted(first.natGatewayId(), first.failureCode(), first.failureMessage()),
                () -> failed.forEach(this::delete));
    }

    private static List<String> missing(NetworkSpec spec, List<NatGateway> gateways) {
        return spec.natZones().stream()
                .map(spec::natName)
                .filter(name -> named(name, gateways).isEmpty())
                .map(name -> "no NAT gateway " + name)
                .toList();
    }

    private static List<NatGateway> named(String name, List<NatGateway> gateways) {
        return gateways.stream()
                .filter(gateway -> ALIVE.contains(gateway.state()) && Ec2Tags.name(gateway.tags()).equals(name))
                .toList();
    }

    private List<Change> changes(NetworkSpec spec, List<NatGateway> gateways, List<NatGateway> all) {
        List<Change> changes = new ArrayList<>();
        gateways.forEach(gateway -> changes.addAll(
                Ec2Tags.changes(ec2, spec.ownership(), Map.of(), gateway.natGatewayId(), gateway.tags())));
        changes.addAll(Change.of(missing(spec, gateways), () -> create(spec, all)));
        return changes;
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    @Override
    public void create(NetworkSpec spec) {
        if (create(spec, gateways(ec2, spec)) == 0) {
            throw new StagePending("NAT gateways: addresses and subnets do not show yet");
        }
    }

    /** How many were asked for: those whose address and subnet show. */
    private int create(NetworkSpec spec, List<NatGateway> gateways) {
        int created = 0;
        List<Address> addresses = AddressesStage.addresses(ec2, spec);
        Map<String, Subnet> subnets = new OwnedNetwork(ec2).subnetsByCidr(spec);
        for (Plan.Network.Zone zone : spec.natZones()) {
            List<Address> address = AddressesStage.of(addresses, spec.natName(zone));
            Subnet subnet = subnets.get(zone.publicCidr());
            if (named(spec.natName(zone), gateways).isEmpty() && !address.isEmpty() && subnet != null) {
                create(spec, zone, subnet.subnetId(), address.getFirst().allocationId(), gateways);
                created++;
            }
        }
        return created;
    }

    /**
     * The token is of this subnet, this address and this attempt, for a token whose gateway is gone would be
     * answered with that gateway.
     */
    private void create(
            NetworkSpec spec, Plan.Network.Zone zone, String subnetId, String allocationId, List<NatGateway> gateways) {
        long attempt = gateways.stream().filter(gateway -> subnetId.equals(gateway.subnetId())).count();
        String name = spec.natName(zone);
        Failures.about("NAT gateway " + name, () -> ec2.createNatGateway(request -> request
                .subnetId(subnetId)
                .allocationId(allocationId)
                .clientToken(ClientToken.of(spec, subnetId, allocationId, Long.toString(attempt)))
                .tagSpecifications(Ec2Tags.specification(ResourceType.NATGATEWAY, spec.ownership().tags(name)))));
    }

    @Override
    public void remove(NetworkSpec spec) {
        remaining(gateways(ec2, spec)).forEach(this::delete);
    }

    /**
     * EC2 deletes a failed one itself, "usually about an hour" after it failed, and may show it as failed until then whatever
     * is asked (https://github.com/hashicorp/terraform/issues/9147); it costs and holds nothing.
     */
    private void delete(NatGateway gateway) {
        AwsErrors.unlessAbsent(() -> ec2.deleteNatGateway(request -> request.natGatewayId(gateway.natGatewayId())));
        if (gateway.state() == NatGatewayState.FAILED) {
            AwsErrors.unlessAbsent(() -> ec2.createTags(request -> request
                    .resources(gateway.natGatewayId())
                    .tags(Ec2Tags.list(Map.of(GIVEN_UP, "")))));
        }
    }
}
