package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.ForeignResources;
import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.iam.model.AddClientIdToOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;

/** Redkite is never alone in an account: what others have there is passed by, whether or not it can be read. */
class DirtyAccountScenarioTest {

    private ObjectNode event = Events.read("01-minimal");
    private Sandbox sandbox = Sandbox.open(TestSettings.of(event));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void upAndDown() {
        Map<String, Map<String, String>> before = ForeignResources.seen(sandbox.world());
        assertPhase("READY", sandbox.deliver(event));
        assertPhase("REMOVED", sandbox.deliver(Events.teardown("demo")));
        assertThat(ForeignResources.differences(before, sandbox.world())).isEmpty();
        assertThat(sandbox.world().inventory()).containsOnlyKeys(before.keySet());
    }

    private static void assertPhase(String phase, Outcome outcome) {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo(phase);
    }

    @Test
    void somebody_else_has_one_at_least_of_everything_that_is_listed() {
        assertThat(sandbox.world().inventory().keySet()).extracting(name -> name.replaceFirst("^([a-z0-9]+:[a-z-]+).*", "$1"))
                .contains("iam:oidc-provider", "iam:role", "kms:key", "kms:alias", "secretsmanager:secret", "kafka:cluster",
                        "kafka:configuration", "elasticloadbalancing:loadbalancer", "elasticloadbalancing:targetgroup",
                        "ec2:volume", "ec2:snapshot", "ec2:vpc", "ec2:security-group", "ec2:elastic-ip", "ec2:launch-template",
                        "ec2:network-interface", "ec2:natgateway", "s3:bucket", "scheduler:schedule", "logs:log-group", "eks:cluster");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-minimal", "03-new-network"})
    void a_whole_life_leaves_everything_of_others_as_it_was(String name) {
        close();
        event = Events.read(name);
        sandbox = Sandbox.open(TestSettings.of(event));

        upAndDown();
    }

    /** Whatever of it were changed, and not only removed, would be noticed. */
    @Test
    void a_change_within_something_of_somebody_elses_is_a_disturbance() {
        World world = sandbox.world();
        sandbox.advance(Duration.ofMinutes(1));
        Map<String, Map<String, String>> before = ForeignResources.seen(world);
        world.iam().updateAssumeRolePolicy(UpdateAssumeRolePolicyRequest.builder().roleName("deployment").policyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},\
                "Action":"sts:AssumeRole"}]}""").build());
        world.logs().putRetentionPolicy(PutRetentionPolicyRequest.builder()
                .logGroupName("/aws/eks/shop/cluster").retentionInDays(1).build());
        world.iam().addClientIDToOpenIDConnectProvider(AddClientIdToOpenIdConnectProviderRequest.builder().clientID("changed")
                .openIDConnectProviderArn("arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com").build());

        assertThat(ForeignResources.differences(before, world)).hasSize(3);
    }

    @Test
    void what_guardduty_put_into_a_vpc_of_ours_goes_with_it() {
        close();
        event = Events.read("03-new-network");
        sandbox = Sandbox.open(TestSettings.of(event));
        sandbox.world().monitorRuntime();

        upAndDown();
    }

    @Test
    void what_guardduty_put_into_an_adopted_vpc_stays() {
        sandbox.world().monitorRuntime();
        assertPhase("READY", sandbox.deliver(event));
        assertPhase("REMOVED", sandbox.deliver(Events.teardown("demo")));

        assertThat(sandbox.world().inventory()).containsValue(Map.of("GuardDutyManaged", "true"));
    }

    @Test
    void a_load_balancer_of_ours_that_goes_while_its_tags_are_read_has_gone() {
        boolean[] once = {true};
        sandbox.world().intercept((call, service) -> {
            if (once[0] && call.toString().equals("ElasticLoadBalancingV2:DescribeTags") && sandbox.running().equals("Exposure")
                    && sandbox.executions().all().size() > 1) {
                once[0] = false;
                throw Errors.of("ElasticLoadBalancingv2", 400, "LoadBalancerNotFound", "One or more load balancers not found");
            }
            return service.get();
        });

        upAndDown();

        assertThat(once[0]).as("asked in the teardown").isFalse();
    }
}
