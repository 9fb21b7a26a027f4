package dev.redkite.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.StagePending;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Done;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

class RoleStageTest {

    private static final String BOUNDARY = "arn:aws:iam::aws:policy/PowerUserAccess";
    private static final String MANAGED = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
    private static final String INLINE = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}""";
    private static final RoleSpec WANTED = wanted(Map.of("team", "search"));

    private final World world = World.standing();
    private final IamClient iam = world.client(IamClient.class);
    private final RoleStage stage = new RoleStage(iam, BOUNDARY, _ -> {});

    private static RoleSpec wanted(Map<String, String> tags) {
        return new RoleSpec("redkite-demo", "A role", TrustPolicy.ofService("eks.amazonaws.com"), List.of(MANAGED),
                Map.of("find", INLINE), new Ownership("demo", 1, tags));
    }

    private List<String> changesOf(RoleSpec wanted) {
        world.takeChanges();
        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
        return world.takeChanges();
    }

    @Test
    void makes_a_role_with_all_that_it_may_in_one_call_and_asks_nothing_of_one_that_is_new() {
        assertThat(changesOf(WANTED)).containsExactly("Iam:CreateRole", "Iam:AttachRolePolicy", "Iam:PutRolePolicy");
        assertThat(changesOf(WANTED)).isEmpty();
    }

    @Test
    void sends_the_tags_alone() {
        stage.ensure(WANTED);

        assertThat(changesOf(wanted(Map.of("team", "ranking")))).containsExactly("Iam:TagRole");
    }

    @Test
    void sends_the_trust_policy_alone() {
        stage.ensure(WANTED);
        iam.updateAssumeRolePolicy(request -> request.roleName(WANTED.name()).policyDocument(TrustPolicy.ofService("ec2.amazonaws.com")));

        assertThat(changesOf(WANTED)).containsExactly("Iam:UpdateAssumeRolePolicy");
    }

    @Test
    void sends_the_boundary_alone() {
        new RoleStage(iam, "", _ -> {}).ensure(WANTED);

        assertThat(changesOf(WANTED)).containsExactly("Iam:PutRolePermissionsBoundary");
    }

    @Test
    void leaves_the_boundary_that_somebody_has_set_where_it_knows_of_none() {
        stage.ensure(WANTED);
        world.takeChanges();

        assertThat(new RoleStage(iam, "", _ -> {}).ensure(WANTED)).isInstanceOf(Done.class);

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void attaches_a_policy_alone() {
        stage.ensure(WANTED);
        iam.detachRolePolicy(request -> request.roleName(WANTED.name()).policyArn(MANAGED));

        assertThat(changesOf(WANTED)).containsExactly("Iam:AttachRolePolicy");
    }

    @Test
    void puts_an_inline_policy_alone() {
        stage.ensure(WANTED);
        iam.putRolePolicy(request -> request.roleName(WANTED.name()).policyName("find").policyDocument(INLINE.replace("ListBucket", "*")));

        assertThat(changesOf(WANTED)).containsExactly("Iam:PutRolePolicy");
        assertThat(iam.getRolePolicy(request -> request.roleName(WANTED.name()).policyName("find")).policyDocument())
                .contains("ListBucket");
    }

    private void inProfile(String profile) {
        world.iam().addInstanceProfile(profile, "arn:aws:iam::123456789012:role/" + WANTED.name(), Map.of());
        world.takeChanges();
    }

    @Test
    void an_instance_profile_that_eks_left_behind_goes_with_its_role() {
        stage.ensure(WANTED);
        inProfile("eks-0123");

        new InstanceProfiles(iam).release(WANTED.name());

        assertThat(world.takeChanges()).containsExactly("Iam:RemoveRoleFromInstanceProfile", "Iam:DeleteInstanceProfile");
    }

    @Test
    void an_instance_profile_of_somebody_else_is_named_and_stays() {
        stage.ensure(WANTED);
        inProfile("theirs");

        assertThatThrownBy(() -> new InstanceProfiles(iam).release(WANTED.name())).isInstanceOf(StagePending.class)
                .hasMessageStartingWith("IAM role redkite-demo is in instance profile theirs, which Redkite did not make");
        assertThat(world.takeChanges()).isEmpty();
    }
}
