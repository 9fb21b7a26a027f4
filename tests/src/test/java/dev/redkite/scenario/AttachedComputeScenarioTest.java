package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.AwsCli;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.FargateProfileSelector;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** Node groups and Fargate profiles beside ours, for which EKS keeps a cluster. */
class AttachedComputeScenarioTest {

    private static final Map<String, String> OURS = Map.of("redkite:environment", "demo");

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(SandboxSettings.of(event).inProcess());
    private final Map<String, Map<String, String>> before = sandbox.world().inventory();
    private final EksClient eks = sandbox.world().eks();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void made() {
        Outcome outcome = sandbox.deliver(event);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    private Nodegroup own() {
        return eks.describeNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("milvus")).nodegroup();
    }

    private void nodeGroup(String name, Map<String, String> tags) {
        Nodegroup own = own();
        eks.createNodegroup(request -> request.clusterName("redkite-demo").nodegroupName(name).nodeRole(own.nodeRole())
                .subnets(own.subnets()).amiType(own.amiType()).instanceTypes("m7i.large").diskSize(20)
                .scalingConfig(scaling -> scaling.minSize(1).desiredSize(1).maxSize(1)).tags(tags));
        sandbox.advance(Duration.ofMinutes(10));
    }

    private void fargateProfile(String name, Map<String, String> tags) {
        Nodegroup own = own();
        eks.createFargateProfile(request -> request.clusterName("redkite-demo").fargateProfileName(name)
                .podExecutionRoleArn(own.nodeRole()).subnets(own.subnets())
                .selectors(FargateProfileSelector.builder().namespace("shop").build()).tags(tags));
        sandbox.advance(Duration.ofMinutes(10));
    }

    private Outcome teardown(int time) {
        return sandbox.deliver(Events.again(Events.teardown("demo"), time));
    }

    private String refused() {
        Map<String, Map<String, String>> standing = sandbox.world().inventory();
        Outcome outcome = teardown(1);
        assertThat(outcome.error()).as(outcome.message()).isEqualTo("InvalidRequest");
        assertThat(sandbox.world().inventory()).isEqualTo(standing);
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.READY);
        return outcome.message();
    }

    private void isRemoved(Outcome outcome) {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
        assertThat(sandbox.world().inventory()).isEqualTo(before);
    }

    private void isRemovedWhenFollowed(String said) {
        assertThat(new AwsCli(sandbox.world()).follow(said)).isEqualTo(1);
        sandbox.advance(Duration.ofMinutes(15));
        isRemoved(teardown(2));
    }

    @Test
    void somebody_else_s_node_group_is_named_before_anything_is_touched() {
        made();
        nodeGroup("batch", Map.of("team", "search"));

        String said = refused();

        assertThat(said).contains("node group batch (ACTIVE, 1 nodes)",
                "aws eks delete-nodegroup --region us-west-2 --cluster-name redkite-demo --nodegroup-name batch");
        isRemovedWhenFollowed(said);
    }

    @Test
    void somebody_else_s_fargate_profile_is_named_before_anything_is_touched() {
        made();
        fargateProfile("shop", Map.of());

        String said = refused();

        assertThat(said).contains("Fargate profile shop (ACTIVE, pods of namespace shop)",
                "aws eks delete-fargate-profile --region us-west-2 --cluster-name redkite-demo --fargate-profile-name shop");
        isRemovedWhenFollowed(said);
    }

    /** Fargate profiles go one at a time. */
    @Test
    void what_is_tagged_as_ours_goes_with_the_environment() {
        made();
        nodeGroup("more", OURS);
        fargateProfile("one", OURS);
        fargateProfile("two", OURS);

        isRemoved(teardown(1));
    }

    /** Nobody saw it at the beginning, so it is named once it is met, and not after an hour and a half. */
    @Test
    void what_was_attached_while_the_teardown_ran_is_named_at_once() {
        made();
        sandbox.world().intercept((call, service) -> {
            if (call.toString().equals("Eks:DeleteNodegroup") && eks.listFargateProfiles(
                    request -> request.clusterName("redkite-demo")).fargateProfileNames().isEmpty()) {
                Nodegroup own = own();
                eks.createFargateProfile(request -> request.clusterName("redkite-demo").fargateProfileName("late")
                        .podExecutionRoleArn(own.nodeRole()).subnets(own.subnets())
                        .selectors(FargateProfileSelector.builder().namespace("shop").build()));
            }
            return service.get();
        });

        Outcome outcome = teardown(1);

        assertThat(outcome.message()).startsWith("NodeGroup: EKS keeps cluster redkite-demo for what Redkite did not make: Fargate profile late");
        assertThat(outcome.elapsed()).isLessThan(Duration.ofMinutes(20));
        isRemovedWhenFollowed(outcome.message());
    }
}
