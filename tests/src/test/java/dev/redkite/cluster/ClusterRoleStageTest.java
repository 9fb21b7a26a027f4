package dev.redkite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.deployment.Partition;
import dev.redkite.environment.Ownership;
import dev.redkite.failure.NotOurs;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Look;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

class ClusterRoleStageTest {

    private final StandingCluster standing = new StandingCluster();
    private final World world = standing.world();
    private final IamClient iam = world.client(IamClient.class);
    private final String cluster = standing.roles().cluster().name();

    @Test
    void makes_both_roles_with_the_least_policies_in_one_call() {
        assertThat(standing.roleStage.ensure(standing.roles())).isEqualTo(new Done<>(new ClusterRoleFacts(
                "arn:aws:iam::123456789012:role/redkite-demo-us-west-2-cluster",
                "arn:aws:iam::123456789012:role/redkite-demo-us-west-2-node")));
        assertThat(world.takeChanges()).containsExactly("Iam:CreateRole", "Iam:AttachRolePolicy", "Iam:CreateRole",
                "Iam:AttachRolePolicy", "Iam:AttachRolePolicy");
    }

    @Test
    void changes_nothing_when_the_roles_are_as_wanted() {
        standing.ensureRoles();
        world.takeChanges();

        standing.roleStage.ensure(standing.roles());

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void attaches_again_what_somebody_has_detached() {
        standing.ensureRoles();
        iam.detachRolePolicy(request -> request.roleName(cluster)
                .policyArn("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
        world.takeChanges();

        standing.roleStage.ensure(standing.roles());

        assertThat(world.takeChanges()).containsExactly("Iam:AttachRolePolicy");
    }

    @Test
    void puts_a_changed_trust_policy_right() {
        standing.ensureRoles();
        iam.updateAssumeRolePolicy(request -> request.roleName(cluster)
                .policyDocument(standing.roles().node().trust()));
        world.takeChanges();

        standing.roleStage.ensure(standing.roles());

        assertThat(world.takeChanges()).containsExactly("Iam:UpdateAssumeRolePolicy");
    }

    @Test
    void sends_the_tags_alone_when_only_a_tag_differs() {
        standing.ensureRoles();
        world.takeChanges();

        standing.roleStage.ensure(ClusterRoleSpec.of(
                standing.names(), new Ownership("demo", 1, Map.of("team", "ranking")), Partition.of("us-west-2")));

        assertThat(world.takeChanges()).containsExactly("Iam:TagRole", "Iam:TagRole");
    }

    @Test
    void leaves_a_role_of_somebody_else_alone() {
        iam.createRole(request -> request.roleName(cluster)
                .assumeRolePolicyDocument(standing.roles().cluster().trust()));
        world.takeChanges();

        assertThatThrownBy(() -> standing.roleStage.ensure(standing.roles()))
                .isInstanceOf(NotOurs.class).hasMessageContaining(cluster);
        assertThatThrownBy(() -> standing.roleStage.retire(standing.identity())).isInstanceOf(NotOurs.class);

        assertThat(world.iam().inventory()).containsKey("iam:role/" + cluster);
    }

    @Test
    void leaves_nothing_behind() {
        standing.ensureRoles();

        standing.gone(standing.roleStage, standing.identity());

        assertThat(world.iam().inventory()).isEmpty();
    }

    @Test
    void takes_the_nodes_role_out_of_the_instance_profile_that_eks_left() {
        standing.ensureRoles();
        world.iam().addInstanceProfile("eks-1", "arn:aws:iam::123456789012:role/" + standing.roles().node().name(), Map.of());

        standing.gone(standing.roleStage, standing.identity());

        assertThat(world.iam().inventory().keySet()).noneMatch(name -> name.contains("eks-1") || name.contains("redkite-demo"));
    }

    @Test
    void names_the_instance_profile_into_which_somebody_has_put_a_role_and_takes_the_other() {
        standing.ensureRoles();
        world.iam().addInstanceProfile("web", "arn:aws:iam::123456789012:role/" + standing.roles().node().name(), Map.of());

        assertThat(Look.at(() -> standing.roleStage.retire(standing.identity()))).isInstanceOfSatisfying(Pending.class, pending ->
                assertThat(pending.reason()).contains("is in instance profile web, which Redkite did not make",
                        "aws iam remove-role-from-instance-profile --instance-profile-name web --role-name redkite-demo-us-west-2-node"));

        assertThatThrownBy(() -> iam.getRole(request -> request.roleName(cluster))).hasMessageContaining("cannot be found");
    }
}
