package dev.redkite.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.Errors;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class FailuresTest {

    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException, Transient",
        "503, ServiceUnavailable, Transient",
        "500, SomethingNew, Transient",
        "400, DependencyViolation, StagePending",
        "409, ResourceInUseException, StagePending",
        "400, VpcLimitExceeded, StageBroken",
        "403, AccessDeniedException, NotYetVisible",
        "400, InvalidParameterValue, StageBroken",
        "404, NoSuchEntity, NotYetVisible",
    })
    void an_error_of_aws_becomes_what_the_machines_know(int status, String code, String expected) {
        StageException translated = Failures.translate(Errors.of("Eks", status, code, "the service's words"));

        assertThat(translated.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(translated).hasMessageContaining(code).hasMessageContaining("the service's words");
    }

    @Test
    void a_role_that_has_not_propagated_is_not_visible_yet_instead_of_broken() {
        StageException translated = Failures.translate(Errors.of("Eks", 400, "InvalidParameterException",
                "The role with name redkite-demo cannot be assumed."));

        assertThat(translated).isInstanceOf(NotYetVisible.class);
    }

    @Test
    void what_a_policy_denies_in_so_many_words_stays_denied() {
        assertThat(Failures.translate(Errors.of("Kms", 403, "AccessDeniedException", "User: arn:aws:sts::123456789012:assumed-role/x/y is not"
                + " authorized to perform: kms:CreateKey with an explicit deny in a service control policy"))).isInstanceOf(StageBroken.class);
    }

    @Test
    void a_refusal_is_told_without_its_cipher() {
        assertThat(Failures.translate(Errors.of("Ec2", 403, "UnauthorizedOperation", "You are not authorized to perform this operation."
                + " User: x is not authorized to perform: ec2:CreateVpc with an explicit deny in a service control policy."
                + " Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abcDEF")).getMessage())
                .contains("explicit deny in a service control policy. Next: ").doesNotContain("Encoded", "4GIOHl");
    }

    @Test
    void a_fresh_access_entry_is_forbidden_until_the_authorizer_knows_it() {
        assertThat(Failures.translate(new KubernetesClientException("Forbidden", 403, null), "redkite-demo"))
                .isInstanceOf(NotYetVisible.class).hasMessageContaining("Next: ");
    }

    @Test
    void what_people_must_mend_comes_with_the_next_move() {
        assertThat(Failures.translate(Errors.of("Ec2", 400, "AddressLimitExceeded", "too many"))).hasMessageContaining("Next: raise the quota");
    }

    @Test
    void a_refusal_about_a_resource_names_it() {
        assertThatThrownBy(() -> Failures.about("VPC redkite-demo", () -> {
            throw Errors.of("Ec2", 400, "VpcLimitExceeded", "The maximum number of VPCs has been reached.");
        })).isInstanceOf(StageBroken.class).hasMessageStartingWith("VPC redkite-demo: Ec2 answered VpcLimitExceeded")
                .hasMessageContaining("Next: raise the quota VPCs per Region (vpc, L-F678F1CE)");
    }

    @Test
    void what_is_not_seen_yet_names_the_resource_too() {
        assertThatThrownBy(() -> Failures.about("Subnet redkite-demo-private-us-west-2a", () -> {
            throw Errors.of("Ec2", 400, "InvalidVpcID.NotFound", "The vpc ID 'vpc-1' does not exist");
        })).isInstanceOf(NotYetVisible.class).hasMessageStartingWith("Subnet redkite-demo-private-us-west-2a: ");
    }

    @Test
    void msk_has_no_code_for_a_quota_but_words() {
        assertThat(Failures.translate(Errors.of("Kafka", 400, "BadRequestException", "You exceeded the maximum number of brokers.")))
                .isInstanceOf(StageBroken.class).hasMessageContaining("L-EDD31C36");
    }

    @Test
    void a_token_that_has_run_out_is_worth_another_try_for_the_next_call_has_another() {
        assertThat(Failures.translate(new KubernetesClientException("Failure executing: GET at: https://host/api/v1/pods."
                + " Message: Unauthorized. Received status: Status(code=401)", 401, null), "redkite-demo"))
                .isInstanceOf(Transient.class)
                .hasMessage("The Kubernetes API of redkite-demo answered 401: GET at: /api/v1/pods. Message: Unauthorized");
    }

    @Test
    void a_resource_that_ended_in_failure_is_made_again_unless_only_people_can_help() {
        assertThat(Failures.ofRemoved("MSK cluster x ended FAILED: InternalFailure, ."))
                .isInstanceOf(ResourceFailed.class).hasMessageEndingWith("It was removed, to be made again.");
        assertThat(Failures.ofRemoved("Node group x ended CREATE_FAILED: VcpuLimitExceeded - You have requested more"))
                .isInstanceOf(StageBroken.class).hasMessageContaining("It was removed. Next: raise the quota");
    }

    @Test
    void an_unreachable_service_is_worth_another_try() {
        assertThat(Failures.translate(SdkClientException.create("connection reset"))).isInstanceOf(Transient.class);
    }

    @Test
    void a_defect_of_ours_is_called_one() {
        assertThat(Failures.translate(new IllegalStateException("oops")))
                .isInstanceOf(StageBroken.class).hasMessageContaining("defect of Redkite").hasMessageContaining("oops");
    }

    @Test
    void a_failure_says_which_stage_it_left() {
        assertThat(Failures.translate(SdkClientException.create("reset")).at("Network")).hasMessageStartingWith("Network: ");
    }

    private static void aboutUnnamed(String code) {
        Failures.aboutUnnamed("Elastic IP address redkite-demo-us-west-2a", () -> {
            throw Errors.of("Ec2", 400, code, "The maximum number of addresses has been reached.");
        });
    }

    @Test
    void a_quota_that_something_of_ours_may_fill_unseen_is_looked_at_again() {
        assertThatThrownBy(() -> aboutUnnamed("AddressLimitExceeded"))
                .isInstanceOf(NotYetVisible.class)
                .hasMessageStartingWith("Elastic IP address redkite-demo-us-west-2a: Ec2 answered AddressLimitExceeded: ")
                .hasMessageContaining("Next: raise the quota EC2-VPC Elastic IPs (ec2, L-0263D0A3)");
    }

    @Test
    void any_other_refusal_of_what_has_no_name_is_told_at_once() {
        assertThatThrownBy(() -> aboutUnnamed("InvalidParameterValue"))
                .isInstanceOf(StageBroken.class)
                .hasMessageStartingWith("Elastic IP address redkite-demo-us-west-2a: Ec2 answered InvalidParameterValue: ");
    }

    @Test
    void a_change_that_failed_is_tried_once_more() {
        assertThat(Failures.ofUpdate("The update of cluster x failed: InternalFailure", false))
                .isInstanceOf(ResourceFailed.class)
                .hasMessage("The update of cluster x failed: InternalFailure. It is tried once more.");
    }

    @Test
    void a_change_that_failed_twice_is_left_to_people() {
        assertThat(Failures.ofUpdate("The update of cluster x failed: InternalFailure", true))
                .isInstanceOf(StageBroken.class)
                .hasMessageStartingWith("The update of cluster x failed: InternalFailure. Next: mend what is named");
    }

    @Test
    void a_change_that_cannot_succeed_before_somebody_acts_is_left_to_people_at_once() {
        assertThat(Failures.ofUpdate("The update of node group x failed: PodEvictionFailure", false))
                .isInstanceOf(StageBroken.class)
                .hasMessageStartingWith("The update of node group x failed: PodEvictionFailure. Next: let the pods go");
    }

    @ParameterizedTest
    @CsvSource({"401, Transient", "429, Transient", "500, Transient", "403, NotYetVisible", "409, StagePending", "404, StageBroken", "422, StageBroken"})
    void an_answer_of_kubernetes_becomes_what_the_machines_know(int code, String expected) {
        StageException translated = Failures.translate(new KubernetesClientException("its words", code, null), "redkite-demo");

        assertThat(translated.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(translated).hasMessageStartingWith("The Kubernetes API of redkite-demo answered " + code + ": its words");
    }

    @Test
    void a_kubernetes_that_does_not_answer_is_worth_another_try() {
        assertThat(Failures.translate(new KubernetesClientException("timeout", 0, null), "redkite-demo"))
                .isInstanceOf(Transient.class)
                .hasMessage("The Kubernetes API of redkite-demo gave no answer: timeout (null)");
    }
}
