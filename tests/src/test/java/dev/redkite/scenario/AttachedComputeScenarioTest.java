package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.tenant.AwsCli;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.CapabilityDeletePropagationPolicy;
import software.amazon.awssdk.services.eks.model.CapabilityType;
import software.amazon.awssdk.services.eks.model.FargateProfileSelector;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** Node groups and Fargate profiles beside ours, for which EKS keeps a cluster. */
class AttachedComputeScenarioTest {

    private static final Map<String, String> OURS = Map.of("redkite:environment", "demo");

    @AutoClose
    private final MinimalEnvironment environment = new MinimalEnvironment();
    private final Sandbox sandbox = environment.sandbox();
    private final EksClient eks = sandbox.world().eks();

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

    private String refused() {
        Map<String, Map<String, String>> standing = sandbox.world().inventory();
        Outcome outcome = environment.teardown();
        assertThat(outcome.error()).as(outcome.message()).isEqualTo("InvalidRequest");
        assertThat(sandbox.world().inventory()).isEqualTo(standing);
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.READY);
        return outcome.message();
    }

    private void isRemovedWhenFollowed(String said) {
        assertThat(new AwsCli(sandbox.world()).follow(said)).isEqualTo(1);
        sandbox.advance(Duration.ofMinutes(15));
        environment.isRemoved(environment.teardown());
    }

    @Test
    void somebody_else_s_node_group_is_named_before_anything_is_touched() {
        environment.made();
        nodeGroup("batch", Map.of("team", "search"));

        String said = refused();

        assertThat(said).contains("node group batch (ACTIVE, 1 nodes)",
                "aws eks delete-nodegroup --region us-west-2 --cluster-name redkite-demo --nodegroup-name batch");
        isRemovedWhenFollowed(said);
    }

    @Test
    void somebody_else_s_fargate_profile_is_named_before_anything_is_touched() {
        environment.made();
        fargateProfile("shop", Map.of());

        String said = refused();

        assertThat(said).contains("Fargate profile shop (ACTIVE, pods of namespace shop)",
                "aws eks delete-fargate-profile --region us-west-2 --cluster-name redkite-demo --fargate-profile-name shop");
        isRemovedWhenFollowed(said);
    }

    /** https://docs.aws.amazon.com/eks/latest/userguide/delete-cluster.html. */
    @Test
    void somebody_s_capability_is_named_before_anything_is_touched() {
        environment.made();
        eks.createCapability(request -> request.clusterName("redkite-demo").capabilityName("deliveries").type(CapabilityType.ARGOCD)
                .roleArn(own().nodeRole()).deletePropagationPolicy(CapabilityDeletePropagationPolicy.RETAIN));
        sandbox.advance(Duration.ofMinutes(10));

        String said = refused();

        assertThat(said).contains("capability deliveries (ACTIVE, ARGOCD)",
                "aws eks delete-capability --region us-west-2 --cluster-name redkite-demo --capability-name deliveries");
        isRemovedWhenFollowed(said);
    }

    /** Fargate profiles go one at a time. */
    @Test
    void what_is_tagged_as_ours_goes_with_the_environment() {
        environment.made();
        nodeGroup("more", OURS);
        fargateProfile("one", OURS);
        fargateProfile("two", OURS);

        environment.isRemoved(environment.teardown());
    }

    /** Nobody saw it at the beginning, so it is named once it is met, and not after an hour and a half. */
    @Test
    void what_was_attached_while_the_teardown_ran_is_named_at_once() {
        environment.made();
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

        Outcome outcome = environment.teardown();

        assertThat(outcome.message()).startsWith("NodeGroup: EKS keeps cluster redkite-demo for what Redkite did not make: Fargate profile late");
        assertThat(outcome.elapsed()).isLessThan(Duration.ofMinutes(20));
        isRemovedWhenFollowed(outcome.message());
    }
}
