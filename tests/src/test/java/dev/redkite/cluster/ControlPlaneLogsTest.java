package dev.redkite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.NotOurs;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.eks.EksClient;

/** The control plane's log group: who makes it, how long its lines are kept, and that it does not come again. */
class ControlPlaneLogsTest {

    private static final String GROUP = "/aws/eks/redkite-demo/cluster";

    private final StandingCluster standing = new StandingCluster();
    private final World world = standing.world();
    private final CloudWatchLogsClient logs = world.client(CloudWatchLogsClient.class);

    private List<LogGroup> groups() {
        return logs.describeLogGroups(request -> request.logGroupNamePrefix(GROUP)).logGroups();
    }

    private Map<String, String> tags() {
        return logs.listTagsForResource(request -> request.resourceArn(groups().getFirst().logGroupArn())).tags();
    }

    @Test
    void is_made_before_the_cluster_with_tags_and_an_end() {
        standing.ensureCluster();

        assertThat(world.takeChanges()).containsSubsequence("CloudWatchLogs:CreateLogGroup", "Eks:CreateCluster");
        assertThat(groups()).singleElement().satisfies(
                group -> assertThat(group.retentionInDays()).isEqualTo(ControlPlaneLogsStep.RETENTION_DAYS));
        assertThat(standing.ownership().owns(tags())).isTrue();
    }

    @Test
    void one_that_eks_made_is_taken_over() {
        world.logs().standing(GROUP, Map.of());

        standing.ensureCluster();

        assertThat(groups().getFirst().retentionInDays()).isEqualTo(ControlPlaneLogsStep.RETENTION_DAYS);
        assertThat(standing.ownership().owns(tags())).isTrue();
    }

    @Test
    void one_that_lost_its_end_beside_a_standing_cluster_gets_it_again() {
        standing.ensureCluster();
        logs.deleteLogGroup(request -> request.logGroupName(GROUP));

        standing.done(standing.stage, standing.wanted());

        assertThat(groups().getFirst().retentionInDays()).isEqualTo(ControlPlaneLogsStep.RETENTION_DAYS);
    }

    @Test
    void one_that_somebody_else_tagged_is_left_alone_and_named() {
        world.logs().standing(GROUP, Map.of("team", "payments"));

        assertThatThrownBy(standing::ensureCluster).isInstanceOf(NotOurs.class).hasMessageContaining(GROUP);

        assertThat(groups().getFirst().retentionInDays()).isNull();
    }

    @Test
    void logging_goes_off_before_the_cluster_goes() {
        standing.ensureCluster();
        world.takeChanges();

        standing.gone(standing.stage, standing.identity());

        assertThat(world.takeChanges()).containsSubsequence("Eks:UpdateClusterConfig", "CloudWatchLogs:TagResource", "Eks:DeleteCluster");
    }

    @Test
    void nothing_comes_into_it_once_the_cluster_is_gone() {
        standing.ensureCluster();
        standing.gone(standing.stage, standing.identity());
        logs.deleteLogGroup(request -> request.logGroupName(GROUP));

        world.clock().advance(Duration.ofHours(1));

        assertThat(groups()).isEmpty();
    }

    @Test
    void a_look_that_lagged_switches_it_off_once_more_and_that_is_no_failure() {
        standing.ensureCluster();
        EksClient eks = world.client(EksClient.class);
        Object before = eks.describeCluster(request -> request.name("redkite-demo"));
        eks.updateClusterConfig(ControlPlaneRequests.silence("redkite-demo"));
        world.clock().advance(Duration.ofHours(1));
        AtomicInteger looks = new AtomicInteger();
        world.intercept((call, service) ->
                call.toString().equals("Eks:DescribeCluster") && looks.incrementAndGet() <= 2 ? before : service.get());

        standing.gone(standing.stage, standing.identity());

        assertThat(world.eks().inventory()).isEmpty();
        assertThat(world.takeChanges()).containsSubsequence("Eks:UpdateClusterConfig", "Eks:UpdateClusterConfig");
    }

    @Test
    void a_cluster_that_eks_refuses_to_change_is_removed_as_it_is() {
        standing.ensureCluster();
        world.refuses("Eks:UpdateClusterConfig", Errors.of("Eks", 400, "InvalidRequestException",
                "The cluster's role does not allow that"));

        standing.gone(standing.stage, standing.identity());

        assertThat(world.eks().inventory()).isEmpty();
        assertThat(tags()).doesNotContainKey(Ownership.FOUND);
    }
}
