package dev.redkite.sandbox.aws.ec2;

import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.ClientTokens;
import dev.redkite.sandbox.aws.StandingResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.*;

/** Every resource of EC2 in the sandbox's account, by kind. */
final class Ec2Account {

    final AccountRegion place;

    /** How long EC2 denies what it has just made. */
    Duration propagation = Duration.ofSeconds(2);

    final Table<Vpc> vpcs;
    final Table<Subnet> subnets;
    final Table<InternetGateway> internetGateways;
    final Table<Address> addresses;
    final Table<NatGateway> natGateways;
    final Table<RouteTable> routeTables;
    final Table<VpcEndpoint> endpoints;
    final Table<SecurityGroup> securityGroups;
    final Table<SecurityGroupRule> rules;
    final Table<NetworkInterface> interfaces;
    final Table<Volume> volumes;
    final Table<Snapshot> snapshots;
    final Table<Instance> instances;
    final Table<LaunchTemplate> launchTemplates;

    private final ClientTokens<Answered> tokens = new ClientTokens<>();

    /** With which volumes are encrypted: AWS' own until somebody names another. */
    String volumeKey = "alias/aws/ebs";
    boolean everyVolumeEncrypted;

    /** Whether instances see their own tags where nobody says otherwise. */
    boolean tagsInMetadata;

    /** How many addresses beside its own an interface holds, by its id. */
    final Map<String, Integer> secondaries = new TreeMap<>();

    /** When services take those interfaces back that they have let go of. */
    final Map<String, Instant> interfaceEnds = new TreeMap<>();

    /** How many of the next interfaces their services will forget. */
    int interfacesForgotten;

    Ec2Account(AccountRegion place) {
        this.place = place;
        vpcs = table("vpc", "vpc", "InvalidVpcID.NotFound", "vpc ID",
                Vpc::tags, (row, tags) -> row.toBuilder().tags(tags).build());
        subnets = table("subnet", "subnet", "InvalidSubnetID.NotFound", "subnet ID",
                Subnet::tags, (row, tags) -> row.toBuilder().tags(tags).build()).groupedBy("vpc-id", Subnet::vpcId);
        internetGateways = table("igw", "internet-gateway", "InvalidInternetGatewayID.NotFound", "internetGateway ID",
                InternetGateway::tags, (row, tags) -> row.toBuilder().tags(tags).build());
        addresses = table("eipalloc", "elastic-ip", "InvalidAllocationID.NotFound", "allocation ID",
                Address::tags, (row, tags) -> row.toBuilder().tags(tags).build());
        natGateways = table("nat", "natgateway", "NatGatewayNotFound", "Nat Gateway ID",
                NatGateway::tags, (row, tags) -> row.toBuilder().tags(tags).build());
        routeTables = table("rtb", "route-table", "InvalidRouteTableID.NotFound", "routeTable ID",
                RouteTable::tags, (row, tags) -> row.toBuilder().tags(tags).build()).groupedBy("vpc-id", RouteTable::vpcId);
        endpoints = table("vpce", "vpc-endpoint", "InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id",
                VpcEndpoint::tags, (row, tags) -> row.toBuilder().tags(tags).build());
        securityGroups = table("sg", "security-group", "InvalidGroup.NotFound", "security group",
                SecurityGroup::tags, (row, tags) -> row.toBuilder().tags(tags).build()).groupedBy("vpc-id", SecurityGroup::vpcId);
        // One of that name a VPC, which comes and goes with it.
        securityGroups.counting(group -> !group.groupName().equals("default"));
        rules = table("sgr", "security-group-rule", "InvalidSecurityGroupRuleId.NotFound", "security group rule ID",
                SecurityGroupRule::tags, (row, tags) -> row.toBuilder().tags(tags).build()).groupedBy("group-id", SecurityGroupRule::groupId);
        interfaces = table("eni", "network-interface", "InvalidNetworkInterfaceID.NotFound", "networkInterface ID",
                NetworkInterface::tagSet, (row, tags) -> row.toBuilder().tagSet(tags).build()).groupedBy("subnet-id", NetworkInterface::subnetId);
        volumes = table("vol", "volume", "InvalidVolume.NotFound", "volume",
                Volume::tags, (row, tags) -> row.toBuilder().tags(tags).build());
        snapshots = table("snap", "snapshot", "InvalidSnapshot.NotFound", "snapshot",
                Snapshot::tags, (row, tags) -> row.toBuilder().tags(tags).build());
        instances = table("i", "instance", "InvalidInstanceID.NotFound", "instance ID",
                Instance::tags, (row, tags) -> row.toBuilder().tags(tags).build());
        launchTemplates = table("lt", "launch-template", "InvalidLaunchTemplateId.NotFound", "launch template",
                LaunchTemplate::tags, (row, tags) -> row.toBuilder().tags(tags).build());
    }

    private <T> Table<T> table(
            String prefix,
            String resourceType,
            String notFound,
            String label,
            Function<T, List<Tag>> tags,
            BiFunction<T, List<Tag>, T> retagged) {
        return new Table<>(place, new Table.Kind<>(prefix, resourceType, notFound, label, tags, retagged));
    }

    List<Table<?>> tables() {
        return List.of(vpcs, subnets, internetGateways, addresses, natGateways, routeTables, endpoints,
                securityGroups, rules, interfaces, volumes, snapshots, instances, launchTemplates);
    }

    Table<?> tableOf(String id) {
        return tables().stream()
                .filter(table -> id.startsWith(table.kind().prefix() + "-"))
                .findFirst()
                .orElseThrow(() -> Refusal.of("InvalidID", "The ID '" + id + "' is not valid"));
    }

    /** Refuses what would exceed a quota. */
    void limit(Table<?> table, ServiceQuota quota, String code, String plural) {
        if (table.rows().size() >= place.quotas().of(quota)) {
            throw Refusal.of(code, "The maximum number of " + plural + " has been reached.");
        }
    }

    private record Answered(Object request, Object answer) {}

    /** What is asked for twice by one token is made once; with other parameters it is refused. */
    @SuppressWarnings("unchecked")
    <T> T once(String token, Object request, Supplier<T> making) {
        Answered answered = tokens.once(token, () -> new Answered(request, making.get()));
        if (!answered.request().equals(request)) {
            throw Refusal.of("IdempotentParameterMismatch",
                    "The request uses the same client token as a previous, but non-identical request.");
        }
        return (T) answered.answer();
    }

    void createTags(List<String> resources, List<Tag> tags) {
        resources.forEach(id -> tableOf(id).retag(id, present -> Tags.merged(present, tags)));
    }

    void deleteTags(List<String> resources, List<Tag> tags) {
        resources.forEach(id -> tableOf(id).retag(id, present -> tags.isEmpty() ? List.of() : Tags.without(present, tags)));
    }

    Stream<StandingResource> standing() {
        return tables().stream().flatMap(Table::standing);
    }
}
