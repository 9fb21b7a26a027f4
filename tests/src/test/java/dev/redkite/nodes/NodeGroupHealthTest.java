package dev.redkite.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.cluster.StandingCluster;
import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.DescribeNodegroupRequest;
import software.amazon.awssdk.services.eks.model.DescribeNodegroupResponse;
import software.amazon.awssdk.services.eks.model.Issue;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;

/** What a group's state and what ails it mean, from EKS' answer alone. */
class NodeGroupHealthTest {

    private final StandingCluster standing = new StandingCluster();
    private final World world = standing.world();
    private final NodeGroupStage stage = new NodeGroupStage(world.client(EksClient.class), new LaunchTemplates(world.client(Ec2Client.class)), null);
    private int running = 3;

    private NodeGroupSpec wanted(int count) {
        return new NodeGroupSpec(standing.names(), standing.ownership(), "1.35", "arn:role", StandingCluster.SUBNETS,
                new Plan.Nodes("m6i.2xlarge", count, 100, "test"));
    }

    private void group(NodegroupStatus status, Issue... issues) {
        Nodegroup group = Nodegroup.builder().nodegroupName("milvus").status(status).instanceTypes("m6i.2xlarge").diskSize(100).version("1.35")
                .scalingConfig(scaling -> scaling.minSize(3).desiredSize(3).maxSize(3)).labels(Map.of("role", "milvus"))
                .tags(standing.ownership().tags()).health(health -> health.issues(issues)).build();
        world.intercept((call, service) -> switch (call.request()) {
            case DescribeNodegroupRequest _ -> DescribeNodegroupResponse.builder().nodegroup(group).build();
            case DescribeInstancesRequest _ -> instances();
            default -> service.get();
        });
    }

    /** One a reservation, as an Auto Scaling group launches them. */
    private DescribeInstancesResponse instances() {
        return DescribeInstancesResponse.builder().reservations(Stream.generate(() -> Reservation.builder()
                .instances(Instance.builder().launchTime(Instant.EPOCH).build()).build()).limit(running).toList()).build();
    }

    private static Issue issue(NodegroupIssueCode code, String... resources) {
        return Issue.builder().code(code).message("why").resourceIds(resources).build();
    }

    private static final Issue NO_CAPACITY = issue(NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES, "asg-1");

    @Test
    void a_group_that_once_could_not_launch_and_runs_as_many_as_are_wanted_is_as_good_as_another() {
        group(NodegroupStatus.DEGRADED, NO_CAPACITY);

        assertThat(stage.observe(wanted(3))).isEqualTo(Observation.ready(new NodeGroupFacts("milvus", "m6i.2xlarge", 3)));
    }

    @Test
    void a_group_that_runs_one_fewer_is_not() {
        running = 2;
        group(NodegroupStatus.DEGRADED, NO_CAPACITY);

        assertThat(stage.observe(wanted(3))).isEqualTo(Observation.degraded(
                "Node group milvus of redkite-demo is DEGRADED: AsgInstanceLaunchFailures (why) concerning asg-1"));
    }

    @Test
    void a_group_that_ails_otherwise_too_is_not() {
        group(NodegroupStatus.DEGRADED, NO_CAPACITY, issue(NodegroupIssueCode.ACCESS_DENIED));

        assertThat(stage.observe(wanted(3))).isEqualTo(Observation.degraded(
                "Node group milvus of redkite-demo is DEGRADED: AsgInstanceLaunchFailures (why) concerning asg-1; AccessDenied (why)"));
    }

    @Test
    void what_differs_of_a_group_that_ails_is_changed_and_the_ailment_said() {
        group(NodegroupStatus.DEGRADED, NO_CAPACITY);

        assertThat(stage.observe(wanted(2))).isInstanceOfSatisfying(Drifted.class, drifted -> assertThat(((Drifted<?>) drifted).changes())
                .singleElement().satisfies(change -> assertThat(change.difference()).isEqualTo("Node group milvus of redkite-demo is DEGRADED:"
                        + " AsgInstanceLaunchFailures (why) concerning asg-1; count is 3, wanted 2")));
    }

    @Test
    void a_group_that_failed_without_a_word_has_no_reason() {
        group(NodegroupStatus.CREATE_FAILED);

        assertThat(stage.observe(wanted(3))).isEqualTo(Observation.failed("Node group milvus of redkite-demo ended CREATE_FAILED: EKS gives no reason"));
    }

    @Test
    void a_group_on_its_way_is_waited_for_whatever_differs() {
        for (NodegroupStatus status : List.of(NodegroupStatus.CREATING, NodegroupStatus.UPDATING, NodegroupStatus.DELETING)) {
            group(status);

            assertThat(stage.observe(wanted(5))).isEqualTo(Observation.changing("Node group milvus of redkite-demo is " + status));
        }
    }

    @Test
    void a_group_that_ails_is_there_all_the_same_when_it_is_to_go() {
        group(NodegroupStatus.DEGRADED, NO_CAPACITY);

        assertThat(stage.present(standing.identity())).isEqualTo(Observation.degraded(
                "Node group milvus of redkite-demo is DEGRADED: AsgInstanceLaunchFailures (why) concerning asg-1"));
    }
}
