package dev.redkite.network;

import dev.redkite.environment.AddressNeed;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Scheme;
import dev.redkite.stage.StageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network that an environment wants.
 *
 * @param internetFacing whether any load balancer is to be reached from the internet, which takes public subnets
 * @param need           free addresses of a private subnet
 * @param execution      ARN of the execution that asks; who only looks has none
 */
record NetworkSpec(
        Names names, Ownership ownership, Plan.Network network, boolean internetFacing, AddressNeed need, @Nullable String execution) {

    static NetworkSpec of(StageRequest request) {
        return of(request.plan(), request.execution());
    }

    static NetworkSpec of(Plan plan, @Nullable String execution) {
        boolean internetFacing = plan.exposure().scheme() == Scheme.INTERNET_FACING
                || plan.attu().enabled() && plan.attu().scheme() == Scheme.INTERNET_FACING;
        return new NetworkSpec(
                plan.names(), plan.ownership(), plan.network(), internetFacing, AddressNeed.of(plan), execution);
    }

    /** The EC2 {@code Name} of a part, by which its like are told apart. */
    String nameOf(String part) {
        return names.clusterName() + "-" + part;
    }

    String publicName(Plan.Network.Zone zone) {
        return nameOf("public-" + zone.name());
    }

    String privateName(Plan.Network.Zone zone) {
        return nameOf("private-" + zone.name());
    }

    String natName(Plan.Network.Zone zone) {
        return natName(names, zone);
    }

    static String natName(Names names, Plan.Network.Zone zone) {
        return names.clusterName() + "-nat-" + zone.name();
    }

    /** The zones that get a NAT gateway. */
    List<Plan.Network.Zone> natZones() {
        return network.natGatewayPerZone() ? network.zones() : network.zones().subList(0, 1);
    }

    /** The zone whose NAT gateway serves that zone. */
    Plan.Network.Zone natZoneOf(Plan.Network.Zone zone) {
        return network.natGatewayPerZone() ? zone : network.zones().getFirst();
    }
}
