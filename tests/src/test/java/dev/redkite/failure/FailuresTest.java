package dev.redkite.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.aws.Errors;
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
        "403, AccessDeniedException, StageBroken",
        "400, InvalidParameterValue, StageBroken",
        "404, NoSuchEntity, StageBroken",
    })
    void an_error_of_aws_becomes_what_the_machines_know(int status, String code, String expected) {
        StageException translated = Failures.translate(Errors.of("Eks", status, code, "the service's words"));

        assertThat(translated.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(translated).hasMessageContaining(code).hasMessageContaining("the service's words");
    }

    @Test
    void a_role_that_has_not_propagated_is_not_yet_instead_of_broken() {
        StageException translated = Failures.translate(Errors.of("Eks", 400, "InvalidParameterException",
                "The role with name redkite-demo cannot be assumed."));

        assertThat(translated).isInstanceOf(StagePending.class);
    }

    @Test
    void what_people_must_mend_comes_with_the_next_move() {
        assertThat(Failures.translate(Errors.of("Ec2", 400, "AddressLimitExceeded", "too many"))).hasMessageContaining("Next: raise the quota");
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
}
