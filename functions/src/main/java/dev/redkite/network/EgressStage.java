package dev.redkite.network;

import dev.redkite.stage.Beside;
import dev.redkite.stage.InOrder;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Stage;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * The routes of a VPC that was made: to the internet from the public subnets, through NAT gateways from the private
 * ones, and to S3 directly. Nodes cannot start without it, brokers and control plane can: so its two minutes, which are
 * the NAT gateways', pass beside those. Adopted subnets have been checked for a way out and need nothing.
 */
final class EgressStage implements Stage<NetworkSpec, EgressFacts> {

    private final Stage<NetworkSpec, EgressFacts> made;

    EgressStage(Ec2Client ec2) {
        made = beside(inOrder(
                new AddressesStage(ec2),
                beside(inOrder(new RouteTablesStage(ec2), new StorageEndpointStage(ec2)), new NatGatewaysStage(ec2)),
                new NatRoutesStage(ec2)));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // a list of them is only read
    private static Stage<NetworkSpec, EgressFacts> inOrder(Stage<NetworkSpec, ?>... parts) {
        return new InOrder<>(EgressFacts.class, List.of(parts));
    }

    /** Outermost too, as in {@link NetworkStage}: what is in use is a reason to look again, and no refusal. */
    @SafeVarargs
    @SuppressWarnings("varargs") // a list of them is only read
    private static Stage<NetworkSpec, EgressFacts> beside(Stage<NetworkSpec, ?>... parts) {
        return new Beside<>(EgressFacts.class, List.of(parts));
    }

    @Override
    public Progress<EgressFacts> ensure(NetworkSpec wanted) {
        return wanted.network().adopted() ? new Done<>(new EgressFacts(List.of())) : made.ensure(wanted);
    }

    @Override
    public Progress<Void> retire(NetworkSpec wanted) {
        return wanted.network().adopted() ? new Done<>(null) : made.retire(wanted);
    }
}
