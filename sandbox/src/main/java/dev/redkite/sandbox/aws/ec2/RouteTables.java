package dev.redkite.sandbox.aws.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.model.*;

/** Route tables, their associations and routes. A route whose target is gone is a black hole. */
record RouteTables(Ec2Account account) {

    void addMain(String vpcId, String cidr) {
        String id = account.routeTables.newId();
        RouteTableAssociation main = RouteTableAssociation.builder()
                .routeTableAssociationId(account.place.identifiers().ec2("rtbassoc"))
                .routeTableId(id)
                .main(true)
                .build();
        account.routeTables.add(id, blank(id, vpcId, cidr).toBuilder().associations(main).build(), account.propagation);
    }

    void removeMain(String vpcId) {
        account.routeTables.within(vpcId).forEach(table -> account.routeTables.remove(table.routeTableId()));
    }

    static boolean isMain(RouteTable table) {
        return table.associations().stream().anyMatch(RouteTableAssociation::main);
    }

    RouteTable blank(String id, String vpcId, String cidr) {
        return RouteTable.builder()
                .routeTableId(id)
                .vpcId(vpcId)
                .ownerId(account.place.account())
                .associations(List.of())
                .routes(Route.builder().destinationCidrBlock(cidr).gatewayId("local").origin(RouteOrigin.CREATE_ROUTE_TABLE).build())
                .tags(List.of())
                .build();
    }

    RouteTable create(CreateRouteTableRequest request) {
        return account.once(request.clientToken(), request, () -> newRouteTable(request));
    }

    private RouteTable newRouteTable(CreateRouteTableRequest request) {
        Vpc vpc = account.vpcs.require(request.vpcId());
        String id = account.routeTables.newId();
        RouteTable table = blank(id, vpc.vpcId(), vpc.cidrBlock()).toBuilder()
                .tags(Tags.atCreation(request.tagSpecifications(), "route-table"))
                .build();
        account.routeTables.add(id, table, account.propagation);
        return table;
    }

    private RouteTable describe(RouteTable table, Predicate<String> available) {
        return table.toBuilder()
                .routes(table.routes().stream()
                        .map(route -> route.toBuilder()
                                .state(leadsSomewhere(table, route, available) ? RouteState.ACTIVE : RouteState.BLACKHOLE)
                                .build())
                        .toList())
                .build();
    }

    private boolean leadsSomewhere(RouteTable table, Route route, Predicate<String> available) {
        if (route.natGatewayId() != null) {
            return available.test(route.natGatewayId());
        }
        return route.gatewayId().equals("local") || account.internetGateways.find(route.gatewayId())
                .filter(gateway -> InternetGateways.isAttached(gateway, table.vpcId())).isPresent();
    }

    Query<RouteTable> query(Predicate<String> natGatewayAvailable) {
        return new Query<>(account.routeTables)
                .seenAs(table -> describe(table, natGatewayAvailable))
                .on("route-table-id", RouteTable::routeTableId)
                .on("vpc-id", RouteTable::vpcId)
                .onAny("association.subnet-id", table -> table.associations().stream()
                        .map(RouteTableAssociation::subnetId).filter(id -> id != null))
                .onAny("association.main", table -> table.associations().stream().map(one -> one.main().toString()));
    }

    String associate(String tableId, String subnetId) {
        RouteTable table = account.routeTables.require(tableId);
        Subnet subnet = account.subnets.require(subnetId);
        if (!subnet.vpcId().equals(table.vpcId())) {
            throw Refusal.parameter("route table %s and subnet %s belong to different networks".formatted(tableId, subnetId));
        }
        account.routeTables.within(subnet.vpcId()).stream()
                .flatMap(other -> other.associations().stream())
                .filter(association -> subnetId.equals(association.subnetId()))
                .findFirst()
                .ifPresent(association -> {
                    throw Refusal.of("Resource.AlreadyAssociated", "the specified association for route table %s conflicts with an existing association".formatted(tableId));
                });
        return addAssociation(table, subnetId);
    }

    String addAssociation(RouteTable table, String subnetId) {
        String id = account.place.identifiers().ec2("rtbassoc");
        List<RouteTableAssociation> associations = new ArrayList<>(table.associations());
        associations.add(RouteTableAssociation.builder()
                .routeTableAssociationId(id)
                .routeTableId(table.routeTableId())
                .subnetId(subnetId)
                .main(false)
                .build());
        account.routeTables.change(table.routeTableId(), table.toBuilder().associations(associations).build());
        return id;
    }

    void disassociate(String associationId) {
        RouteTable table = account.routeTables.visible().stream()
                .filter(one -> one.associations().stream().anyMatch(a -> a.routeTableAssociationId().equals(associationId)))
                .findFirst()
                .orElseThrow(() -> Refusal.of("InvalidAssociationID.NotFound", "The association ID '" + associationId + "' does not exist"));
        if (isMain(table)) {
            throw Refusal.parameter("cannot disassociate the main route table association " + associationId);
        }
        keep(table, association -> !association.routeTableAssociationId().equals(associationId));
    }

    /** The associations of a subnet go with it. */
    void forget(String subnetId) {
        account.routeTables.all().forEach(table -> keep(table, association -> !subnetId.equals(association.subnetId())));
    }

    private void keep(RouteTable table, Predicate<RouteTableAssociation> kept) {
        account.routeTables.change(table.routeTableId(), table.toBuilder()
                .associations(table.associations().stream().filter(kept).toList())
                .build());
    }

    void createRoute(CreateRouteRequest request, Predicate<String> available) {
        RouteTable table = account.routeTables.require(request.routeTableId());
        if (leads(table, request.destinationCidrBlock())) {
            throw Refusal.of("RouteAlreadyExists", "The route identified by %s already exists.".formatted(request.destinationCidrBlock()));
        }
        set(table, request.destinationCidrBlock(), request.gatewayId(), request.natGatewayId(), available);
    }

    private static boolean leads(RouteTable table, String destination) {
        return table.routes().stream().anyMatch(route -> route.destinationCidrBlock().equals(destination));
    }

    void replaceRoute(ReplaceRouteRequest request, Predicate<String> available) {
        RouteTable table = account.routeTables.require(request.routeTableId());
        if (!leads(table, request.destinationCidrBlock())) {
            throw Refusal.parameter("There is no route defined for '%s' in the route table. Use CreateRoute instead."
                    .formatted(request.destinationCidrBlock()));
        }
        set(table, request.destinationCidrBlock(), request.gatewayId(), request.natGatewayId(), available);
    }

    /** Stricter than EC2: a NAT gateway that is not available yet is refused as a target. */
    private void set(RouteTable table, String destination, String gatewayId, String natGatewayId, Predicate<String> available) {
        Cidr.require(destination);
        if ((gatewayId == null) == (natGatewayId == null)) {
            throw Refusal.of("InvalidParameterCombination", "Exactly one target of a route is supported by the sandbox");
        }
        if (gatewayId != null && !InternetGateways.isAttached(account.internetGateways.require(gatewayId), table.vpcId())) {
            throw Refusal.parameter("route table %s and network gateway %s belong to different networks".formatted(table.routeTableId(), gatewayId));
        }
        if (natGatewayId != null) {
            NatGateway gateway = account.natGateways.find(natGatewayId).filter(one -> available.test(natGatewayId))
                    .orElseThrow(() -> Refusal.of("InvalidNatGatewayID.NotFound", "The natGateway ID '" + natGatewayId + "' does not exist"));
            if (!gateway.vpcId().equals(table.vpcId())) {
                throw Refusal.parameter("route table %s and nat gateway %s belong to different networks".formatted(table.routeTableId(), natGatewayId));
            }
        }
        List<Route> routes = new ArrayList<>(table.routes());
        routes.removeIf(route -> route.destinationCidrBlock().equals(destination));
        routes.add(Route.builder().destinationCidrBlock(destination).gatewayId(gatewayId).natGatewayId(natGatewayId).origin(RouteOrigin.CREATE_ROUTE).build());
        account.routeTables.change(table.routeTableId(), table.toBuilder().routes(routes).build());
    }

    void delete(String id) {
        RouteTable table = account.routeTables.require(id);
        boolean serves = account.endpoints.all().stream().anyMatch(endpoint -> endpoint.routeTableIds().contains(id));
        if (!table.associations().isEmpty() || serves) {
            throw Refusal.dependencies("routeTable", id);
        }
        account.routeTables.remove(id);
    }
}
