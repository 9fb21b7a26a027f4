package dev.redkite.network;

import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** The default routes of the private subnets, to the NAT gateways once these are available. */
final class NatRoutesStep implements Step<NetworkSpec, Void> {

    private final Ec2Client ec2;
    private final OwnedNetwork owned;

    NatRoutesStep(Ec2Client ec2) {
        this.ec2 = ec2;
        owned = new OwnedNetwork(ec2);
    }

    /** @param table and gateway are null while they do not show */
    private record Way(String subnet, RouteTable table, String gateway) {

        boolean leads() {
            return table != null && DefaultRoute.works(table)
                    && DefaultRoute.find(table).filter(route -> gateway != null && gateway.equals(route.natGatewayId())).isPresent();
        }
    }

    @Override
    public Progress<Void> run(NetworkSpec wanted) {
        List<Way> missing = missing(wanted);
        if (!missing.isEmpty()) {
            missing.forEach(this::send);
            missing = missing(wanted);
        }
        return missing.isEmpty() ? new Done<>(null) : new Pending<>("being changed: "
                + String.join("; ", missing.stream().map(way -> "no default route in " + way.subnet()).toList()));
    }

    private List<Way> missing(NetworkSpec wanted) {
        Map<String, RouteTable> tables = owned.routeTablesByName(wanted);
        Map<String, String> gateways = gateways(wanted);
        return wanted.network().zones().stream()
                .map(zone -> new Way(wanted.privateName(zone), tables.get(wanted.privateName(zone)),
                        gateways.get(wanted.natName(wanted.natZoneOf(zone)))))
                .filter(way -> !way.leads())
                .toList();
    }

    private Map<String, String> gateways(NetworkSpec wanted) {
        Map<String, String> gateways = new TreeMap<>();
        for (NatGateway gateway : NatGatewaysStage.gateways(ec2, wanted)) {
            if (gateway.state() == NatGatewayState.AVAILABLE) {
                gateways.put(Ec2Tags.name(gateway.tags()), gateway.natGatewayId());
            }
        }
        return gateways;
    }

    private void send(Way way) {
        if (way.table() != null && way.gateway() != null) {
            DefaultRoute.send(ec2, way.table(), create -> create.natGatewayId(way.gateway()), replace -> replace.natGatewayId(way.gateway()));
        }
    }
}
