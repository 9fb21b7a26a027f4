package dev.redkite.sandbox.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.identity.TrustPolicy;
import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;

class FakeIamClientTest {

    private static final String ARN = "arn:aws:iam::123456789012:role/r";

    private final World world = World.standing();
    private final IamClient iam = world.client(IamClient.class);

    private void role() {
        iam.createRole(request -> request.roleName("r").assumeRolePolicyDocument(TrustPolicy.ofService("eks.amazonaws.com")));
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    @Test
    void refuses_a_second_role_of_the_name_in_any_case() {
        role();
        refused("EntityAlreadyExists", () -> iam.createRole(request -> request.roleName("R")
                .assumeRolePolicyDocument(TrustPolicy.ofService("eks.amazonaws.com"))));
    }

    @Test
    void refuses_tags_whose_keys_differ_in_case_only() {
        refused("InvalidInput", () -> iam.createRole(request -> request.roleName("r").assumeRolePolicyDocument(TrustPolicy.ofService("eks.amazonaws.com"))
                .tags(tag -> tag.key("Owner").value("ann"), tag -> tag.key("owner").value("ann"))));
    }

    @Test
    void refuses_to_delete_a_role_that_is_not_bare() {
        role();
        iam.attachRolePolicy(request -> request.roleName("r").policyArn("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
        refused("DeleteConflict", () -> iam.deleteRole(request -> request.roleName("r")));
    }

    @Test
    void refuses_a_managed_policy_that_aws_does_not_have() {
        role();
        refused("NoSuchEntity", () -> iam.attachRolePolicy(request -> request.roleName("r")
                .policyArn("arn:aws:iam::aws:policy/AmazonEKSEverything")));
    }

    @Test
    void refuses_a_policy_without_version() {
        role();
        refused("MalformedPolicyDocument", () -> iam.putRolePolicy(request -> request.roleName("r").policyName("p")
                .policyDocument("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}")));
    }

    @Test
    void refuses_a_trust_policy_with_a_resource() {
        refused("MalformedPolicyDocument", () -> iam.createRole(request -> request.roleName("r").assumeRolePolicyDocument(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"x\"},\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}]}")));
    }

    @Test
    void refuses_a_role_name_that_is_too_long() {
        refused("ValidationException", () -> iam.createRole(request -> request.roleName("r".repeat(65))
                .assumeRolePolicyDocument(TrustPolicy.ofService("eks.amazonaws.com"))));
    }

    @Test
    void a_fresh_role_cannot_be_assumed_before_it_has_propagated() {
        role();
        assertThatThrownBy(() -> world.iam().requireAssumable(ARN, "eks.amazonaws.com", "Eks"))
                .hasMessageContaining("could not be assumed");
    }

    @Test
    void a_propagated_role_can_be_assumed_by_whom_it_trusts() {
        role();
        world.clock().advance(Duration.ofMinutes(1));
        assertThatCode(() -> world.iam().requireAssumable(ARN, "eks.amazonaws.com", "Eks")).doesNotThrowAnyException();
    }

    @Test
    void a_propagated_role_cannot_be_assumed_by_others() {
        role();
        world.clock().advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> world.iam().requireAssumable(ARN, "ec2.amazonaws.com", "Eks"))
                .hasMessageContaining("could not be assumed");
    }
}
