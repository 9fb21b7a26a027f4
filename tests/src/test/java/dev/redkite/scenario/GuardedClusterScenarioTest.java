package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.tenant.AwsCli;
import dev.redkite.sandbox.tenant.Kubectl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.FargateProfileSelector;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

/** What people do to a cluster so that it is not torn down, or not reached from everywhere. */
class GuardedClusterScenarioTest {

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private final Map<String, Map<String, String>> before = sandbox.world().inventory();
    private final EksClient eks = sandbox.world().eks();

    @BeforeEach
    void made() {
        Outcome outcome = sandbox.deliver(event);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Outcome teardown(int time) {
        return sandbox.deliver(Events.again(Events.teardown("demo"), time));
    }

    private VpcConfigResponse endpoint() {
        return eks.describeCluster(request -> request.name("redkite-demo")).cluster().resourcesVpcConfig();
    }

    private void narrow(boolean open, String... cidrs) {
        eks.updateClusterConfig(request -> request.name("redkite-demo").resourcesVpcConfig(network -> network
                .endpointPrivateAccess(true).endpointPublicAccess(open).publicAccessCidrs(open ? List.of(cidrs) : null)));
        sandbox.advance(Duration.ofMinutes(10));
    }

    private void somebodyMovesIn() {
        Nodegroup own = eks.describeNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("milvus")).nodegroup();
        eks.createFargateProfile(request -> request.clusterName("redkite-demo").fargateProfileName("shop")
                .podExecutionRoleArn(own.nodeRole()).subnets(own.subnets())
                .selectors(FargateProfileSelector.builder().namespace("shop").build()));
        sandbox.advance(Duration.ofMinutes(10));
    }

    @Test
    void a_deletion_protection_is_named_before_anything_is_touched_and_what_is_said_lifts_it() {
        eks.updateClusterConfig(request -> request.name("redkite-demo").deletionProtection(true));
        Map<String, Map<String, String>> standing = sandbox.world().inventory();

        Outcome refused = teardown(1);

        assertThat(refused.error()).as(refused.message()).isEqualTo("InvalidRequest");
        assertThat(sandbox.world().inventory()).isEqualTo(standing);
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.READY);
        assertThat(new AwsCli(sandbox.world()).follow(refused.message())).isEqualTo(1);
        assertThat(teardown(2).phase()).isEqualTo("REMOVED");
        assertThat(sandbox.world().inventory()).isEqualTo(before);
    }

    @Test
    void an_annotation_that_protects_a_load_balancer_is_named_before_anything_is_touched_and_what_is_said_lifts_it() {
        sandbox.kubernetes("redkite-demo").services().inNamespace("milvus").withName("milvus").edit(service -> service.edit()
                .editMetadata().addToAnnotations("service.beta.kubernetes.io/aws-load-balancer-attributes",
                        "load_balancing.cross_zone.enabled=true,deletion_protection.enabled=true").endMetadata().build());
        sandbox.advance(Duration.ofMinutes(1));
        Map<String, Map<String, String>> standing = sandbox.world().inventory();

        Outcome refused = teardown(1);

        assertThat(refused.error()).as(refused.message()).isEqualTo("InvalidRequest");
        assertThat(sandbox.world().inventory()).isEqualTo(standing);
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.READY);
        assertThat(new Kubectl(sandbox.kubernetes("redkite-demo")).follow(refused.message())).isEqualTo(1);
        assertThat(teardown(2).phase()).isEqualTo("REMOVED");
    }

    @Test
    void an_endpoint_that_was_opened_for_a_teardown_is_as_narrow_as_before_when_it_is_refused() {
        narrow(true, "52.94.76.0/24", "52.94.77.0/24");
        somebodyMovesIn();

        assertThat(teardown(1).message()).contains("Fargate profile shop");
        sandbox.advance(Duration.ofMinutes(10));

        assertThat(endpoint().publicAccessCidrs()).containsExactly("52.94.76.0/24", "52.94.77.0/24");
    }

    @Test
    void an_endpoint_that_was_opened_for_a_teardown_is_closed_again_when_it_is_refused() {
        narrow(false);
        somebodyMovesIn();

        assertThat(teardown(1).message()).contains("Fargate profile shop");
        sandbox.advance(Duration.ofMinutes(10));

        assertThat(endpoint().endpointPublicAccess()).isFalse();
    }
}
