package dev.redkite.network;

import dev.redkite.environment.Plan;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/** The default routes of the private subnets, to the NAT gateways once these are available. */
final class NatRoutesStage implements Resource<NetworkSpec, Void> {

    private final Ec2Client ec2;
    private final OwnedNetwork owned;

    NatRoutesStage(Ec2Client ec2) {
        this.ec2 = ec2;
        owned = new OwnedNetwork(ec2);
    }

    @Override
    public Observation<Void> observe(NetworkSpec wanted) {
        Map<String, RouteTable> tables = owned.routeTablesByName(wanted);
        Map<String, String> gateways = gateways(wanted);
        List<String> differences = new ArrayList<>();
        for (Plan.Network.Zone zone : wanted.network().zones()) {
            RouteTable table = tables.get(wanted.privateName(zone));
            if (table == null || !leadsTo(gateways.get(wanted.natName(wanted.natZoneOf(zone))), table)) {
                differences.add("no default route in " + wanted.privateName(zone));
            }
        }
        return Observation.described(null, differences);
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

    private static boolean leadsTo(String gatewayId, RouteTable table) {
        return DefaultRoute.works(table)
                && DefaultRoute.find(table).filter(route -> gatewayId != null && gatewayId.equals(route.natGatewayId())).isPresent();
    }

    @Override
    public void create(NetworkSpec wanted) {
        Map<String, RouteTable> tables = owned.routeTablesByName(wanted);
        Map<String, String> gateways = gateways(wanted);
        for (Plan.Network.Zone zone : wanted.network().zones()) {
            RouteTable table = tables.get(wanted.privateName(zone));
            String gateway = gateways.get(wanted.natName(wanted.natZoneOf(zone)));
            if (table != null && gateway != null && !leadsTo(gateway, table)) {
                DefaultRoute.send(ec2, table, create -> create.natGatewayId(gateway), replace -> replace.natGatewayId(gateway));
            }
        }
    }

    @Override
    public void update(NetworkSpec wanted, Drifted<Void> drifted) {
        create(wanted);
    }

    /** Nothing is sent: routes go with their tables. */
    @Override
    public void remove(NetworkSpec wanted) {}

    @Override
    public Progress<Void> retire(NetworkSpec wanted) {
        return new Progress.Done<>(null);
    }
}
