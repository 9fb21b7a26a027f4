package dev.redkite.sandbox.aws.cloudwatchlogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.AwsErrors;
import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.LogSetup;
import software.amazon.awssdk.services.eks.model.LogType;
import software.amazon.awssdk.services.iam.IamClient;

class FakeCloudWatchLogsClientTest {

    private static final String GROUP = "/aws/eks/logging/cluster";

    private final World world = World.standing();
    private final CloudWatchLogsClient logs = world.client(CloudWatchLogsClient.class);
    private final EksClient eks = world.client(EksClient.class);

    private void madeCluster(boolean logging) {
        IamClient iam = world.client(IamClient.class);
        iam.createRole(role -> role.roleName("cluster").assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},\
                "Action":"sts:AssumeRole"}]}"""));
        iam.attachRolePolicy(policy -> policy.roleName("cluster").policyArn("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
        world.clock().advance(Duration.ofMinutes(1));
        eks.createCluster(request -> request
                .name("logging")
                .version("1.35")
                .roleArn("arn:aws:iam::123456789012:role/cluster")
                .accessConfig(access -> access.authenticationMode(AuthenticationMode.API))
                .resourcesVpcConfig(vpc -> vpc.subnetIds("subnet-0a1a0000000000001", "subnet-0a1b0000000000002"))
                .logging(setups -> setups.clusterLogging(setup(logging))));
    }

    private static LogSetup setup(boolean enabled) {
        return LogSetup.builder().types(LogType.AUDIT).enabled(enabled).build();
    }

    private void goneCluster() {
        madeCluster(true);
        world.clock().advance(Duration.ofMinutes(20));
        eks.deleteCluster(request -> request.name("logging"));
        while (AwsErrors.find(() -> eks.describeCluster(request -> request.name("logging"))).isPresent()) {
            world.clock().advance(Duration.ofSeconds(1));
        }
    }

    private Optional<LogGroup> group() {
        return logs.describeLogGroups(request -> request.logGroupNamePrefix(GROUP)).logGroups().stream().findFirst();
    }

    private void deleted() {
        logs.deleteLogGroup(request -> request.logGroupName(GROUP));
    }

    @Test
    void a_control_plane_that_logs_makes_its_group_when_it_becomes_active() {
        madeCluster(true);

        assertThat(group()).isEmpty();
        world.clock().advance(Duration.ofMinutes(20));

        assertThat(group()).isPresent();
        assertThat(world.logs().inventory()).containsEntry("logs:log-group:" + GROUP, Map.of());
    }

    @Test
    void a_control_plane_that_does_not_log_makes_none() {
        madeCluster(false);
        world.clock().advance(Duration.ofMinutes(20));

        assertThat(group()).isEmpty();
    }

    @Test
    void logging_that_is_switched_on_later_makes_the_group_then() {
        madeCluster(false);
        world.clock().advance(Duration.ofMinutes(20));
        eks.updateClusterConfig(request -> request.name("logging").logging(setups -> setups.clusterLogging(setup(true))));
        world.clock().advance(Duration.ofMinutes(20));

        assertThat(group()).isPresent();
    }

    @Test
    void the_group_outlives_its_cluster() {
        goneCluster();
        world.clock().advance(Duration.ofDays(1));

        assertThat(group()).isPresent();
    }

    @Test
    void deleted_while_the_last_lines_come_it_comes_back() {
        goneCluster();
        world.clock().advance(Duration.ofSeconds(5));

        deleted();
        assertThat(group()).isEmpty();
        world.clock().advance(Duration.ofSeconds(10));

        assertThat(group()).isPresent();
    }

    @Test
    void deleted_after_the_last_lines_it_stays_away() {
        goneCluster();
        world.clock().advance(ControlPlaneLogs.LAST_LINES.plusSeconds(1));

        deleted();
        world.clock().advance(Duration.ofDays(1));

        assertThat(group()).isEmpty();
        assertThat(world.logs().inventory()).isEmpty();
    }

    @Test
    void deleting_what_is_not_there_is_refused() {
        assertThatThrownBy(this::deleted).hasMessageContaining("does not exist");
        assertThat(AwsErrors.find(() -> logs.deleteLogGroup(request -> request.logGroupName(GROUP)))).isEmpty();
    }

    @Test
    void groups_come_in_pages_and_by_prefix() {
        IntStream.range(0, 60).forEach(number -> world.logs().standing("/a/%02d".formatted(number), Map.of()));
        world.logs().standing("/b", Map.of());

        DescribeLogGroupsResponse first = logs.describeLogGroups(request -> request.logGroupNamePrefix("/a/"));
        DescribeLogGroupsResponse second = logs.describeLogGroups(
                request -> request.logGroupNamePrefix("/a/").nextToken(first.nextToken()));

        assertThat(first.logGroups()).hasSize(50);
        assertThat(second.logGroups()).extracting(LogGroup::logGroupName).hasSize(10).startsWith("/a/50").endsWith("/a/59");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void tags_are_listed_by_the_arn_without_an_asterisk() {
        world.logs().standing("/theirs", Map.of("team", "search"));
        LogGroup group = logs.describeLogGroups(request -> request.logGroupNamePrefix("/theirs")).logGroups().getFirst();

        assertThat(logs.listTagsForResource(request -> request.resourceArn(group.logGroupArn())).tags())
                .isEqualTo(Map.of("team", "search"));
        assertThatThrownBy(() -> logs.listTagsForResource(request -> request.resourceArn(group.arn())))
                .hasMessageContaining("does not match");
    }
}
