package dev.redkite.network;

import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** A VPC that was made for an environment, as a plan would have it. Reads only. */
public record ExistingNetwork(Ec2Client ec2) {

    private static final Set<NatGatewayState> ALIVE = Set.of(NatGatewayState.PENDING, NatGatewayState.AVAILABLE);


    /**
     * Empty where there is none. Zones are those that have subnets, none of them while one has only the public or the private one;
     * a gateway beyond the first of them is one per zone.
     */
    public Optional<Plan.Network> find(Names names) {
        Ownership ownership = new Ownership(names.environment(), names.generation(), Map.of());
        return new OwnedNetwork(ec2).findVpc(ownership).map(vpc -> {
            List<Plan.Network.Zone> zones = zones(new OwnedNetwork(ec2).subnets(ownership));
            return new Plan.Network(List.of(), vpc.cidrBlock(), zones, beyondTheFirst(names, ownership, zones));
        });
    }

    /** The latest that made a VPC or the brokers' security group, which is the first thing of a life; 0 where there is neither. */
    public int generation(Names names) {
        Filter ours = ours(names);
        return latest(Stream.concat(
                ec2.describeVpcsPaginator(request -> request.filters(ours)).vpcs().stream().map(Vpc::tags), tagsOfGroups(ours)));
    }

    /** The same, of an environment without a VPC of its own. */
    public int generationOfGroups(Names names) {
        return latest(tagsOfGroups(ours(names)));
    }

    private static Filter ours(Names names) {
        return Ec2Tags.filter("tag:" + Ownership.ENVIRONMENT, names.environment());
    }

    private Stream<List<Tag>> tagsOfGroups(Filter ours) {
        return ec2.describeSecurityGroupsPaginator(request -> request.filters(ours)).securityGroups().stream().map(SecurityGroup::tags);
    }

    private static int latest(Stream<List<Tag>> made) {
        return made
                .mapToInt(tags -> generation(Ec2Tags.map(tags)))
                .max()
                .orElse(0);
    }

    /**
     * Whose security groups there are, with the latest generation of them, 0 where none says one: every environment makes one first of
     * all, and removes it last.
     */
    public SortedMap<String, Integer> environments() {
        Filter tagged = Ec2Tags.filter("tag-key", Ownership.ENVIRONMENT);
        SortedMap<String, Integer> generations = new TreeMap<>();
        ec2.describeSecurityGroupsPaginator(request -> request.filters(tagged)).securityGroups().forEach(group -> {
            Map<String, String> tags = Ec2Tags.map(group.tags());
            generations.merge(tags.getOrDefault(Ownership.ENVIRONMENT, ""), generation(tags), Math::max);
        });
        return generations;
    }

    /** Whether there is one. */
    public boolean stands(Names names) {
        return new OwnedNetwork(ec2).findVpc(new Ownership(names.environment(), names.generation(), Map.of())).isPresent();
    }

    private static int generation(Map<String, String> tags) {
        String generation = tags.getOrDefault(Ownership.GENERATION, "");
        return generation.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(generation) : 0;
    }

    private static List<Plan.Network.Zone> zones(List<Subnet> subnets) {
        Map<String, String> publicCidrs = new TreeMap<>();
        Map<String, String> privateCidrs = new TreeMap<>();
        subnets.forEach(subnet -> (Ec2Tags.map(subnet.tags()).containsKey(SubnetsStage.PUBLIC_ROLE) ? publicCidrs : privateCidrs)
                .put(subnet.availabilityZone(), subnet.cidrBlock()));
        List<Plan.Network.Zone> zones = new ArrayList<>();
        publicCidrs.forEach((zone, cidr) -> Optional.ofNullable(privateCidrs.get(zone))
                .ifPresent(other -> zones.add(new Plan.Network.Zone(zone, cidr, other))));
        return publicCidrs.keySet().equals(privateCidrs.keySet()) ? zones : List.of();
    }

    private boolean beyondTheFirst(Names names, Ownership ownership, List<Plan.Network.Zone> zones) {
        return ec2.describeNatGatewaysPaginator(request -> request.filter(Ec2Tags.owned(ownership)))
                .natGateways().stream()
                .filter(gateway -> ALIVE.contains(gateway.state()))
                .map(NatGateway::tags)
                .map(Ec2Tags::name)
                .anyMatch(name -> zones.isEmpty() || !name.equals(NetworkSpec.natName(names, zones.getFirst())));
    }
}
