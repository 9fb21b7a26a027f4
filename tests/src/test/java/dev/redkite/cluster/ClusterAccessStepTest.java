package dev.redkite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redkite.failure.StageBroken;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.sandbox.tenant.AwsCli;
import dev.redkite.stage.Progress.Pending;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

class ClusterAccessStepTest {

    private final StandingCluster cluster = new StandingCluster();
    private final EksClient eks = cluster.world().client(EksClient.class);
    private final ClusterAccessStep step = new ClusterAccessStep(eks, new AccountPlatform(cluster.world())::kubernetes);

    private ClusterAccessSpec planned(String... cidrs) {
        return cluster.access(List.of(StandingCluster.FUNCTION), List.of(cidrs));
    }

    private VpcConfigResponse network() {
        return eks.describeCluster(request -> request.name("redkite-demo")).cluster().resourcesVpcConfig();
    }

    @Test
    void an_endpoint_that_is_narrower_than_planned_is_opened_as_planned() {
        cluster.ensureCluster();

        assertThat(step.run(planned("0.0.0.0/0"))).isInstanceOfSatisfying(Pending.class, pending ->
                assertThat(pending.reason()).contains("redkite-demo lets in 52.94.76.0/24", "being opened as planned"));

        assertThat(network().publicAccessCidrs()).containsExactly("0.0.0.0/0");
    }

    /** Planned before such plans were refused. */
    @Test
    void an_endpoint_that_was_planned_so_is_named_with_the_command_that_opens_it_and_that_works() {
        cluster.ensureCluster();

        Throwable refused = catchThrowable(() -> step.run(planned("52.94.76.0/24")));

        assertThat(refused).isInstanceOf(StageBroken.class).hasMessageContaining("Next: open it (aws eks update-cluster-config --region us-west-2");
        assertThat(new AwsCli(cluster.world()).follow(refused.getMessage())).isEqualTo(1);
        cluster.world().clock().advance(Duration.ofMinutes(10));
        assertThat(network().publicAccessCidrs()).containsExactly("0.0.0.0/0");
    }
}
