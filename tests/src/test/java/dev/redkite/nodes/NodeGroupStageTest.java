package dev.redkite.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.addons.StandingAddons;
import dev.redkite.cluster.StandingCluster;
import dev.redkite.environment.Identity;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.failure.StageBroken;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.eks.FakeEksClient.Updatable;
import dev.redkite.stage.Progress.Pending;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.ErrorCode;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;

class NodeGroupStageTest {

    private final StandingCluster standing = new StandingCluster();
    private final World world = standing.world();
    private final NodesStage stage = new NodesStage(world.client(EksClient.class), world.client(Ec2Client.class));

    private NodeGroupSpec wanted(String type, int count) {
        return new NodeGroupSpec(standing.names(), standing.ownership(), "1.35",
                "arn:aws:iam::123456789012:role/redkite-demo-us-west-2-node", StandingCluster.SUBNETS,
                new Plan.Nodes(type, count, 100, "test"));
    }

    private NodeGroupSpec wanted() {
        return wanted("m6i.2xlarge", 3);
    }

    /** As far as EKS has been asked for the group. */
    private void begin() {
        standing.look(stage, wanted());
        world.clock().advance(Duration.ofSeconds(15));
        standing.look(stage, wanted());
    }

    @Test
    void brings_labelled_nodes_into_every_zone() {
        StandingAddons.beforeNodes(standing);

        assertThat(standing.done(stage, wanted())).isEqualTo(new NodeGroupFacts("milvus", "m6i.2xlarge", 3));

        assertThat(world.eks().nodes("redkite-demo")).hasSize(3).allSatisfy(node ->
                assertThat(node.labels()).containsEntry("role", "milvus"));
        assertThat(world.eks().nodes("redkite-demo")).extracting(node -> node.zone())
                .containsExactlyInAnyOrder("us-west-2a", "us-west-2b", "us-west-2c");
    }

    @Test
    void chooses_the_image_for_graviton() {
        StandingAddons.beforeNodes(standing);

        standing.done(stage, wanted("m7g.2xlarge", 3));

        assertThat(world.client(EksClient.class)
                        .describeNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("milvus"))
                        .nodegroup().amiTypeAsString())
                .isEqualTo("AL2023_ARM_64_STANDARD");
    }

    @Test
    void machines_beyond_the_accounts_vcpus_are_not_launched_and_what_to_do_is_said() {
        StandingAddons.beforeNodes(standing);

        assertThatThrownBy(() -> standing.done(stage, wanted("m6i.2xlarge", 5))).isInstanceOf(StageBroken.class)
                .hasMessageContaining("your current vCPU limit of 32").hasMessageContaining("L-1216C47A");

        world.allow(world.place().quotas().with(ServiceQuota.STANDARD_VCPUS, 64));
        assertThat(standing.done(stage, wanted("m6i.2xlarge", 5)).count()).isEqualTo(5);
    }

    @Test
    void changes_nothing_when_the_group_is_as_wanted() {
        StandingAddons.beforeNodes(standing);
        standing.done(stage, wanted());
        world.takeChanges();

        standing.done(stage, wanted());

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void scales_to_the_plans_count() {
        world.allow(world.place().quotas().with(ServiceQuota.STANDARD_VCPUS, 64));
        StandingAddons.beforeNodes(standing);
        standing.done(stage, wanted());
        world.takeChanges();

        standing.done(stage, wanted("m6i.2xlarge", 5));

        assertThat(world.eks().nodes("redkite-demo")).hasSize(5);
        assertThat(world.takeChanges()).containsExactly("Eks:UpdateNodegroupConfig");
    }

    /** Milvus' pods are kept to nodes of that label: without it none of them finds a place after a restart. */
    @Test
    void puts_back_the_label_that_somebody_has_taken_off() {
        StandingAddons.beforeNodes(standing);
        standing.done(stage, wanted());
        EksClient eks = world.client(EksClient.class);
        eks.updateNodegroupConfig(request -> request.clusterName("redkite-demo").nodegroupName("milvus").labels(labels -> labels.removeLabels("role")));
        world.clock().advance(Duration.ofMinutes(10));
        assertThat(labels(eks)).isEmpty();

        standing.done(stage, wanted());

        assertThat(labels(eks)).containsExactly(Map.entry("role", "milvus"));
    }

    private static Map<String, String> labels(EksClient eks) {
        return eks.describeNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("milvus")).nodegroup().labels();
    }

    /** The group is ACTIVE again and as it was. */
    @Test
    void an_update_that_was_taken_back_is_told_once_and_then_tried_again() {
        StandingAddons.beforeNodes(standing);
        standing.done(stage, wanted());
        world.eks().updateFails(Updatable.NODE_GROUP, 1, ErrorCode.NODE_CREATION_FAILURE, "new nodes are not joining", "i-1");
        NodeGroupSpec fewer = wanted("m6i.2xlarge", 2);
        stage.ensure(fewer);
        world.clock().advance(Duration.ofMinutes(10));

        assertThatThrownBy(() -> stage.ensure(fewer)).isInstanceOf(ResourceFailed.class)
                .hasMessageContaining("NodeCreationFailure (new nodes are not joining) concerning i-1");

        assertThat(standing.done(stage, fewer).count()).isEqualTo(2);
    }

    @Test
    void an_update_that_was_taken_back_twice_is_for_people() {
        StandingAddons.beforeNodes(standing);
        standing.done(stage, wanted());
        world.eks().updateFails(Updatable.NODE_GROUP, 2, ErrorCode.NODE_CREATION_FAILURE, "new nodes are not joining", "i-1");
        NodeGroupSpec fewer = wanted("m6i.2xlarge", 2);
        stage.ensure(fewer);
        world.clock().advance(Duration.ofMinutes(10));
        assertThatThrownBy(() -> stage.ensure(fewer)).isInstanceOf(ResourceFailed.class);
        stage.ensure(fewer);
        world.clock().advance(Duration.ofMinutes(10));

        assertThatThrownBy(() -> stage.ensure(fewer)).isInstanceOf(StageBroken.class).hasMessageContaining("Next: mend what is named");

        assertThat(standing.done(stage, fewer).count()).isEqualTo(2);
    }

    /** EKS calls such a group DEGRADED for ever: https://github.com/aws/containers-roadmap/issues/2326. */
    @Test
    void the_nodes_that_there_were_can_be_asked_for_again_when_more_could_not_be_had() {
        StandingAddons.beforeNodes(standing);
        standing.done(stage, wanted());
        stage.ensure(wanted("m6i.2xlarge", 5));
        world.clock().advance(Duration.ofMinutes(10));
        assertThat(stage.ensure(wanted("m6i.2xlarge", 5))).isInstanceOfSatisfying(Pending.class, pending ->
                assertThat(pending.reason()).contains("is DEGRADED", "your current vCPU limit of 32"));

        assertThat(standing.done(stage, wanted()).count()).isEqualTo(3);

        assertThat(world.eks().nodes("redkite-demo")).hasSize(3);
        assertThat(world.client(EksClient.class).describeNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("milvus"))
                .nodegroup().status()).isEqualTo(NodegroupStatus.DEGRADED);
    }

    @Test
    void nothing_is_asked_about_updates_where_nothing_is_to_be_updated() {
        StandingAddons.beforeNodes(standing);

        standing.done(stage, wanted());

        assertThat(world.calls()).extracting(Object::toString).doesNotContain("Eks:ListUpdates", "Eks:DescribeUpdate");
    }

    @Test
    void says_that_the_type_is_fixed() {
        StandingAddons.beforeNodes(standing);
        standing.done(stage, wanted());

        assertThatThrownBy(() -> stage.ensure(wanted("r6i.2xlarge", 3)))
                .isInstanceOf(StageBroken.class).hasMessageContaining("wanted r6i.2xlarge");
    }

    @Test
    void a_failed_group_is_removed_and_made_again() {
        StandingAddons.beforeNodes(standing);
        world.eks().nodeGroupEndsFailed(1);
        begin();
        world.clock().advance(Duration.ofMinutes(10));

        assertThatThrownBy(() -> stage.ensure(wanted()))
                .isInstanceOf(ResourceFailed.class).hasMessageContaining("InsufficientInstanceCapacity");

        assertThat(standing.done(stage, wanted()).count()).isEqualTo(3);
    }

    @Test
    void quotes_unhealthy_nodes_when_there_is_no_pod_network() {
        standing.ensureCluster();
        begin();
        world.clock().advance(Duration.ofMinutes(10));

        assertThatThrownBy(() -> stage.ensure(wanted()))
                .isInstanceOf(ResourceFailed.class).hasMessageContaining("Unhealthy nodes in the kubernetes cluster");
    }

    @Test
    void leaves_a_group_of_somebody_else_alone() {
        StandingAddons.beforeNodes(standing);
        standing.done(stage, wanted());
        Identity other = new Identity(standing.names(), new Ownership("other", 1, Map.of()));
        NodeGroupStage alone = new NodeGroupStage(world.client(EksClient.class), new LaunchTemplates(world.client(Ec2Client.class)), null);

        assertThatThrownBy(() -> alone.retire(other)).isInstanceOf(NotOurs.class);
    }

    @Test
    void leaves_nothing_behind_but_the_interfaces_that_the_pod_network_forgets() {
        StandingAddons.beforeNodes(standing);
        Map<String, Map<String, String>> network = world.ec2().inventory();
        Map<String, Map<String, String>> identities = world.iam().inventory();
        standing.done(stage, wanted());

        standing.gone(stage, standing.identity());

        assertThat(world.eks().inventory()).doesNotContainKey("eks:nodegroup/redkite-demo/milvus");
        assertThat(world.iam().inventory()).isEqualTo(identities);
        Map<String, Map<String, String>> left = world.ec2().inventory();
        left.keySet().removeAll(network.keySet());
        assertThat(left).hasSize(3).allSatisfy((_, tags) ->
                assertThat(tags).containsEntry("cluster.k8s.amazonaws.com/name", "redkite-demo"));
    }

    @Test
    void paused_it_has_no_machines_and_ensured_it_has_them_in_every_zone_again() {
        StandingAddons.beforeNodes(standing);
        standing.done(stage, wanted());
        NodeGroupSpec spec = wanted();

        standing.paused(stage, spec.identity());
        assertThat(world.eks().nodes("redkite-demo")).isEmpty();
        world.takeChanges();
        standing.paused(stage, spec.identity());
        assertThat(world.takeChanges()).isEmpty();

        standing.done(stage, wanted());
        assertThat(world.eks().nodes("redkite-demo")).extracting(node -> node.zone())
                .containsExactlyInAnyOrder("us-west-2a", "us-west-2b", "us-west-2c");
    }
}
