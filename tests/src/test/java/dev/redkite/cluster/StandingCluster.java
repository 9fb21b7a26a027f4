package dev.redkite.cluster;

import dev.redkite.deployment.Partition;
import dev.redkite.environment.Identity;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Look;
import dev.redkite.stage.PausableStage;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;

/** Roles and a cluster in a sandbox's world, for tests of what comes after them. */
public final class StandingCluster {

    public static final List<String> SUBNETS =
            List.of("subnet-0a1a0000000000001", "subnet-0a1b0000000000002", "subnet-0a1c0000000000003");
    static final String VPC = "vpc-0a1a0000000000001";
    static final String FUNCTION = "arn:aws:iam::123456789012:role/redkite-functions";
    static final String ADMINISTRATOR = "arn:aws:iam::123456789012:role/administrators";

    private final World world = World.standing();
    private final Names names = new Names("demo", 1, "123456789012", "us-west-2");
    private final Ownership ownership = new Ownership("demo", 1, Map.of("team", "search"));
    private final String brokers =
            world.ec2().addSecurityGroup(VPC, names.brokerSecurityGroup(), "brokers", ownership.tags());
    final ClusterRoleStage roleStage = new ClusterRoleStage(world.client(IamClient.class), "");
    final EksClusterStage stage = new EksClusterStage(
            world.client(EksClient.class), world.client(IamClient.class), world.client(Ec2Client.class),
            new ControlPlaneLogsStep(world.client(CloudWatchLogsClient.class), world.clock()));

    public World world() {
        return world;
    }

    public Names names() {
        return names;
    }

    public Ownership ownership() {
        return ownership;
    }

    String brokers() {
        return brokers;
    }

    ClusterRoleSpec roles() {
        return ClusterRoleSpec.of(names, ownership, Partition.of("us-west-2"));
    }

    EksClusterSpec wanted(String version, List<String> principals, List<String> cidrs) {
        return new EksClusterSpec(access(principals, cidrs), version,
                "arn:aws:iam::123456789012:role/redkite-demo-us-west-2-cluster", SUBNETS, false);
    }

    ClusterAccessSpec access(List<String> principals, List<String> cidrs) {
        return new ClusterAccessSpec(identity(), principals, principals, cidrs, Partition.of("us-west-2"), true);
    }

    EksClusterSpec wanted() {
        return wanted("1.35", List.of(FUNCTION, ADMINISTRATOR), List.of("52.94.76.0/24"));
    }

    public Identity identity() {
        return new Identity(names, ownership);
    }

    public ClusterRoleFacts ensureRoles() {
        return done(roleStage, roles());
    }

    public EksClusterFacts ensureCluster() {
        ensureRoles();
        return done(stage, wanted());
    }

    /** Calls every 15 seconds until the stage is done, for at most two hours. */
    public <S, F> F done(Stage<S, ?, F> called, S wanted) {
        for (int look = 0; look < 480; look++) {
            if (look(called, wanted) instanceof Done<F>(F facts)) {
                return facts;
            }
            world.clock().advance(Duration.ofSeconds(15));
        }
        throw new AssertionError("not done in two hours: " + look(called, wanted));
    }

    public <S, F> Progress<F> look(Stage<S, ?, F> called, S wanted) {
        return Look.at(() -> called.ensure(wanted));
    }

    /** Calls every 15 seconds until nothing is left, for at most two hours. */
    public <I> void gone(Stage<?, I, ?> called, I identity) {
        for (int look = 0; look < 480; look++) {
            if (retire(called, identity) instanceof Done<Void>) {
                return;
            }
            world.clock().advance(Duration.ofSeconds(15));
        }
        throw new AssertionError("not gone in two hours: " + retire(called, identity));
    }

    /** Likewise until it is paused. */
    public <I> void paused(PausableStage<?, I, ?> called, I identity) {
        for (int look = 0; look < 480; look++) {
            if (Look.at(() -> called.pause(identity).map(_ -> true)) instanceof Done<Boolean>) {
                return;
            }
            world.clock().advance(Duration.ofSeconds(15));
        }
        throw new AssertionError("not paused in two hours: " + called.pause(identity));
    }

    private static <I> Progress<Void> retire(Stage<?, I, ?> called, I identity) {
        return Look.at(() -> called.retire(identity));
    }
}
