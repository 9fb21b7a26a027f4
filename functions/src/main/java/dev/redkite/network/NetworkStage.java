package dev.redkite.network;

import dev.redkite.stage.Beside;
import dev.redkite.stage.InOrder;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Stage;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * The user's subnets, checked, or a VPC of our own; in both cases the brokers' security group. What does not need one
 * another is asked for in the same call. The way out of a new VPC is {@link EgressStage}'s: only nodes need it.
 */
final class NetworkStage implements Stage<NetworkSpec, NetworkFacts> {

    private final Stage<NetworkSpec, NetworkFacts> adopted;
    private final Stage<NetworkSpec, NetworkFacts> made;
    private final Obstacles obstacles;

    NetworkStage(Ec2Client ec2) {
        adopted = beside(inOrder(new AdoptedSubnetsStage(ec2), new BrokerSecurityGroupStage(ec2)));
        made = beside(inOrder(
                beside(new VpcStage(ec2), new InternetGatewayStage(ec2)),
                beside(new SubnetsStage(ec2), new BrokerSecurityGroupStage(ec2), new GuardDutyStage(ec2))));
        obstacles = new Obstacles(ec2);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // a list of them is only read
    private static Stage<NetworkSpec, NetworkFacts> inOrder(Stage<NetworkSpec, ?>... parts) {
        return new InOrder<>(NetworkFacts.class, List.of(parts));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // a list of them is only read
    private static Stage<NetworkSpec, NetworkFacts> beside(Stage<NetworkSpec, ?>... parts) {
        return new Beside<>(NetworkFacts.class, List.of(parts));
    }

    @Override
    public Progress<NetworkFacts> ensure(NetworkSpec wanted) {
        return stage(wanted).ensure(wanted);
    }

    @Override
    public Progress<Void> retire(NetworkSpec wanted) {
        return switch (stage(wanted).retire(wanted)) {
            case Pending<Void>(String reason) -> new Pending<>(obstacles.explained(reason, wanted));
            case Done<Void> done -> done;
        };
    }

    private Stage<NetworkSpec, NetworkFacts> stage(NetworkSpec wanted) {
        return wanted.network().adopted() ? adopted : made;
    }
}
