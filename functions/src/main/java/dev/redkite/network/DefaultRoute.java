package dev.redkite.network;

import dev.redkite.failure.AwsErrors;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** Where a route table sends everything that it has no better route for. */
final class DefaultRoute {

    static final String EVERYWHERE = "0.0.0.0/0";

    private DefaultRoute() {}

    static Optional<Route> find(RouteTable table) {
        return table.routes().stream()
                .filter(route -> EVERYWHERE.equals(route.destinationCidrBlock()))
                .findFirst();
    }

    /** A route whose target is gone stays in the table as a black hole. */
    static boolean works(RouteTable table) {
        return find(table).map(route -> route.state() != RouteState.BLACKHOLE).orElse(false);
    }

    static boolean leadsToInternetGateway(RouteTable table) {
        return find(table).map(route -> route.gatewayId() != null && route.gatewayId().startsWith("igw-")).orElse(false);
    }

    static void send(
            Ec2Client ec2,
            RouteTable table,
            Consumer<CreateRouteRequest.Builder> created,
            Consumer<ReplaceRouteRequest.Builder> replaced) {
        if (find(table).isEmpty()) {
            AwsErrors.unlessPresent(() -> ec2.createRoute(request -> created.accept(
                    request.routeTableId(table.routeTableId()).destinationCidrBlock(EVERYWHERE))));
        } else {
            ec2.replaceRoute(request -> replaced.accept(
                    request.routeTableId(table.routeTableId()).destinationCidrBlock(EVERYWHERE)));
        }
    }
}
