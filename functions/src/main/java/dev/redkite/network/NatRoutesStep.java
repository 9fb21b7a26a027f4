package dev.redkite.network;

import dev.redkite.stage.Change;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Looked at again once it is sent. */
    @Override
    public Progress<Void> run(NetworkSpec wanted) {
        List<Change> changes = changes(wanted);
        changes.forEach(change -> change.send().run());
        List<Change> left = changes.isEmpty() ? changes : changes(wanted);
        return left.isEmpty() ? new Done<>(null) : Change.pending(left);
    }

    private List<Change> changes(NetworkSpec wanted) {
        Map<String, RouteTable> tables = owned.routeTablesByName(wanted);
        Map<String, String> gateways = gateways(wanted);
        return wanted.network().zones().stream()
                .map(zone -> change(wanted.privateName(zone), Optional.ofNullable(tables.get(wanted.privateName(zone))),
                        Optional.ofNullable(gateways.get(wanted.natName(wanted.natZoneOf(zone))))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Nothing is sent before table and gateway show. */
    private Optional<Change> change(String name, Optional<RouteTable> table, Optional<String> gateway) {
        boolean leads = table.filter(DefaultRoute::works).flatMap(DefaultRoute::find)
                .filter(route -> gateway.filter(id -> id.equals(route.natGatewayId())).isPresent())
                .isPresent();
        return leads ? Optional.empty() : Optional.of(new Change("no default route in " + name, () -> table.ifPresent(found ->
                gateway.ifPresent(id -> DefaultRoute.send(ec2, found, create -> create.natGatewayId(id), replace -> replace.natGatewayId(id))))));
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
}
