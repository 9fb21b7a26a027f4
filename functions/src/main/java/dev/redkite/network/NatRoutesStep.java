package dev.redkite.network;

import dev.redkite.environment.Plan;
import dev.redkite.stage.Change;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** The default routes of the private subnets, to the NAT gateways once these are available. */
record NatRoutesStep(Ec2Client ec2) implements Step<NetworkSpec, Void> {

    /** Looked at again once it is sent. */
    @Override
    public Progress<Void> run(NetworkSpec spec) {
        List<Change> changes = changes(spec);
        changes.forEach(change -> change.send().run());
        List<Change> left = changes.isEmpty() ? changes : changes(spec);
        return left.isEmpty() ? Progress.done() : Change.pending(left);
    }

    private List<Change> changes(NetworkSpec spec) {
        Map<String, RouteTable> tables = new OwnedNetwork(ec2).routeTablesByName(spec);
        Map<String, String> gateways = gateways(spec);
        List<Change> changes = new ArrayList<>();
        for (Plan.Network.Zone zone : spec.network().zones()) {
            RouteTable table = tables.get(spec.privateName(zone));
            String gateway = gateways.get(spec.natName(spec.natZoneOf(zone)));
            if (table == null || !leadsTo(gateway, table)) {
                changes.add(new Change("no default route in " + spec.privateName(zone), () -> send(table, gateway)));
            }
        }
        return changes;
    }

    private Map<String, String> gateways(NetworkSpec spec) {
        Map<String, String> gateways = new TreeMap<>();
        for (NatGateway gateway : NatGatewaysStage.gateways(ec2, spec)) {
            if (gateway.state() == NatGatewayState.AVAILABLE) {
                gateways.put(Ec2Tags.name(gateway.tags()), gateway.natGatewayId());
            }
        }
        return gateways;
    }

    private static boolean leadsTo(@Nullable String gatewayId, RouteTable table) {
        return DefaultRoute.works(table)
                && DefaultRoute.find(table).filter(route -> gatewayId != null && gatewayId.equals(route.natGatewayId())).isPresent();
    }

    /** Nothing before both show. */
    private void send(@Nullable RouteTable table, @Nullable String gateway) {
        if (table != null && gateway != null) {
            DefaultRoute.send(ec2, table, create -> create.natGatewayId(gateway), replace -> replace.natGatewayId(gateway));
        }
    }
}
