package dev.redkite.network;

import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** One route table for all public subnets, with the way to the internet, and one for each private subnet. */
record RouteTablesStage(Ec2Client ec2) implements Resource<NetworkSpec, Void> {

    private static String publicName(NetworkSpec spec) {
        return spec.nameOf("public");
    }

    /** Each table's name and the addresses of the subnets that use it. */
    private static Map<String, List<String>> tables(NetworkSpec spec) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put(
                publicName(spec),
                spec.network().zones().stream().map(Plan.Network.Zone::publicCidr).toList());
        spec.network().zones().forEach(zone -> tables.put(spec.privateName(zone), List.of(zone.privateCidr())));
        return tables;
    }

    @Override
    public Observation<Void> observe(NetworkSpec spec) {
        Map<String, RouteTable> present = new OwnedNetwork(ec2).routeTablesByName(spec);
        if (present.isEmpty()) {
            return Observation.absent();
        }
        Map<String, Subnet> subnets = new OwnedNetwork(ec2).subnetsByCidr(spec);
        List<String> missing = tables(spec).keySet().stream().filter(name -> !present.containsKey(name)).toList();
        List<Change> changes = new ArrayList<>(Change.of(
                missing.stream().map(name -> "no route table " + name).toList(), () -> create(spec, missing)));
        tables(spec).forEach((name, cidrs) -> {
            if (present.containsKey(name)) {
                changes.addAll(changes(spec, name, present.get(name), unassociated(present.get(name), cidrs, subnets)));
            }
        });
        return Observation.compared(changes);
    }

    private List<Change> changes(NetworkSpec spec, String name, RouteTable table, List<String> unassociated) {
        List<Change> changes = new ArrayList<>();
        unassociated.forEach(subnet -> changes.add(new Change("%s does not use %s".formatted(subnet, table.routeTableId()),
                () -> AwsErrors.unlessPresent(() -> ec2.associateRouteTable(
                        request -> request.routeTableId(table.routeTableId()).subnetId(subnet))))));
        if (name.equals(publicName(spec)) && !DefaultRoute.works(table)) {
            changes.add(new Change(
                    table.routeTableId() + " has no route to the internet gateway", () -> routeToInternet(spec, table)));
        }
        changes.addAll(Ec2Tags.changes(ec2, spec.ownership(), Map.of(), table.routeTableId(), table.tags()));
        return changes;
    }

    private static List<String> unassociated(RouteTable table, List<String> cidrs, Map<String, Subnet> subnets) {
        List<String> associated =
                table.associations().stream().map(RouteTableAssociation::subnetId).toList();
        return cidrs.stream()
                .flatMap(cidr -> Stream.ofNullable(subnets.get(cidr)))
                .map(Subnet::subnetId)
                .filter(id -> !associated.contains(id))
                .toList();
    }

    @Override
    public void create(NetworkSpec spec) {
        create(spec, tables(spec).keySet());
    }

    private void create(NetworkSpec spec, Collection<String> missing) {
        new OwnedNetwork(ec2).findVpc(spec.ownership()).ifPresent(vpc -> missing.forEach(name -> create(spec, vpc.vpcId(), name)));
    }

    private void create(NetworkSpec spec, String vpcId, String name) {
        ec2.createRouteTable(request -> request
                .vpcId(vpcId)
                .clientToken(ClientToken.of(spec, vpcId, name))
                .tagSpecifications(Ec2Tags.specification(
                        ResourceType.ROUTE_TABLE, spec.ownership().tags(name))));
    }

    private void routeToInternet(NetworkSpec spec, RouteTable table) {
        InternetGatewayStage.gateways(ec2, spec).stream()
                .map(InternetGateway::internetGatewayId)
                .findFirst()
                .ifPresent(id -> DefaultRoute.send(ec2, table, create -> create.gatewayId(id), replace -> replace.gatewayId(id)));
    }

    @Override
    public void remove(NetworkSpec spec) {
        for (RouteTable table : new OwnedNetwork(ec2).routeTables(spec)) {
            table.associations().forEach(association -> AwsErrors.unlessAbsent(() -> ec2.disassociateRouteTable(
                    request -> request.associationId(association.routeTableAssociationId()))));
            AwsErrors.unlessAbsent(() -> ec2.deleteRouteTable(request -> request.routeTableId(table.routeTableId())));
        }
    }
}
