package dev.redkite.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.AwsErrors.Kind;
import dev.redkite.sandbox.aws.Errors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class AwsErrorsTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "Role with arn: arn:aws:iam::123456789012:role/x, could not be assumed because it does not exist or the trusted entity is not correct",
        "roleArn, arn:aws:iam::123456789012:role/x, does not exist",
        "Error in role params",
        "The provided role doesn't have the Amazon EKS Managed Policies associated with it. Please ensure that they are attached.",
        "IAM role's policy must include the AmazonEKSWorkerNodePolicy",
        "The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
        "The specified principalArn is invalid: invalid principal.",
    })
    void what_eks_says_of_a_role_or_principal_that_has_not_propagated_is_not_yet(String words) {
        assertThat(AwsErrors.kindOf(Errors.of("Eks", 400, "InvalidParameterException", words))).isEqualTo(Kind.NOT_YET);
    }

    @Test
    void a_parameter_that_time_does_not_mend_is_refused() {
        assertThat(AwsErrors.kindOf(Errors.of("Eks", 400, "InvalidParameterException", "unsupported Kubernetes version")))
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void an_access_entry_that_is_not_there_is_absent() {
        assertThat(AwsErrors.kindOf(Errors.of("Eks", 404, "ResourceNotFoundException", "The specified principalArn could not be found.")))
                .isEqualTo(Kind.ABSENT);
    }

    @Test
    void eks_says_by_two_codes_that_a_cluster_is_not_there() {
        assertThat(AwsErrors.kindOf(Errors.of("Eks", 400, "ClientException", "No cluster found for name: redkite-demo.")))
                .isEqualTo(Kind.ABSENT);
    }

    @Test
    void what_ec2_says_of_a_launch_template_is_the_same_in_eks_words() {
        assertThat(AwsErrors.kindOf(Errors.of("Eks", 400, "InvalidRequestException",
                "The specified launch template, with template ID lt-0123456789abcdef0, does not exist."))).isEqualTo(Kind.ABSENT);
        assertThat(AwsErrors.kindOf(Errors.of("Eks", 400, "InvalidRequestException",
                "You are not authorized to launch instances with this launch template. Encoded authorization failure message: SAh2nDlM")))
                .isEqualTo(Kind.DENIED);
    }

    /** MSK refuses to describe a configuration that it has just listed. */
    @Test
    void what_was_just_listed_and_is_refused_is_not_there_yet() {
        AwsServiceException refusal = Errors.of("Kafka", 400, "BadRequestException", "The configuration ARN that you provided is not valid.");
        Supplier<String> read = () -> {
            throw refusal;
        };

        assertThat(AwsErrors.kindOf(refusal)).isEqualTo(Kind.REFUSED);
        assertThat(AwsErrors.findListed(read)).isEmpty();
        assertThatThrownBy(() -> AwsErrors.find(read)).isSameAs(refusal);
    }

    @Test
    void what_was_just_listed_and_is_denied_is_told() {
        AwsServiceException denial = Errors.of("Kafka", 403, "ForbiddenException", "User is not authorized to perform: kafka:DescribeConfiguration");

        assertThatThrownBy(() -> AwsErrors.findListed(() -> {
            throw denial;
        })).isSameAs(denial);
    }

    /** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html: "The specified resource is in use", of a name that is taken. */
    @Test
    void what_is_to_be_made_and_has_a_name_that_is_taken_is_there() {
        AwsErrors.unlessPresent(() -> {
            throw Errors.of("Eks", 409, "ResourceInUseException", "Cluster already exists with name: redkite-demo");
        });
        AwsServiceException dependent = Errors.of("Ec2", 400, "DependencyViolation", "resource sg-1 has a dependent object");

        assertThatThrownBy(() -> AwsErrors.unlessPresent(() -> {
            throw dependent;
        })).isSameAs(dependent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Kafka | BadRequestException | You cannot delete configuration redkite-demo because it is in use by one or more clusters.",
        "Kafka | BadRequestException | You can't delete cluster in CREATING state.",
        "Kafka | BadRequestException | This operation is only valid for resources that are in one of the following states: [ACTIVE]",
        "SecretsManager | InvalidRequestException | You can't create this secret because a secret with this name is already scheduled for deletion.",
        "SecretsManager | InvalidRequestException | You can't perform this operation on the secret because it was marked for deletion.",
        "Kms | KMSInvalidState | arn:aws:kms:us-west-2:123456789012:key/1 is pending deletion.",
        "Ec2 | InvalidParameterValue | Network interface 'eni-1' is currently in use.",
    })
    void what_is_said_to_be_busy_is_in_use_whatever_its_code(String service, String code, String words) {
        assertThat(AwsErrors.kindOf(Errors.of(service, 400, code, words))).isEqualTo(Kind.IN_USE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Scheduler | ValidationException | The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
        "Kms | MalformedPolicyDocumentException | Policy contains a statement with one or more invalid principals: Invalid principal in policy",
        "Sts | AccessDenied | User: x is not authorized to perform: sts:AssumeRole on resource: y",
    })
    void a_role_that_other_services_do_not_see_is_not_yet_whatever_the_code(String service, String code, String words) {
        assertThat(AwsErrors.kindOf(Errors.of(service, 400, code, words))).isEqualTo(Kind.NOT_YET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BadRequestException", "ForbiddenException"})
    void too_many_brokers_are_a_quota_whatever_the_code(String code) {
        assertThat(AwsErrors.kindOf(Errors.of("Kafka", 400, code, "You exceeded the maximum number of brokers."))).isEqualTo(Kind.QUOTA);
    }

    @Test
    void a_permission_that_is_named_is_denied_though_a_quota_is_told_of() {
        assertThat(AwsErrors.kindOf(Errors.of("Kafka", 403, "ForbiddenException",
                "User: x is not authorized to perform: kafka:UpdateBrokerCount, with which the number of brokers exceeds the limit")))
                .isEqualTo(Kind.DENIED);
    }

    @Test
    void a_throttled_call_is_tried_again_though_a_quota_is_told_of() {
        assertThat(AwsErrors.kindOf(Errors.of("Kafka", 429, "TooManyRequestsException", "The rate of requests to brokers exceeds the limit.")))
                .isEqualTo(Kind.TRANSIENT);
    }

    @ParameterizedTest
    @CsvSource({"403, DENIED", "400, REFUSED", "500, TRANSIENT"})
    void an_answer_without_a_body_is_told_by_its_status(int status, Kind kind) {
        assertThat(AwsErrors.kindOf((AwsServiceException) AwsServiceException.builder().statusCode(status).build())).isEqualTo(kind);
    }

    @Test
    void an_unknown_code_is_refused_even_where_a_permission_may_be_missing() {
        assertThat(AwsErrors.kindOf(Errors.of("S3", 403, "InvalidObjectState", "It is archived."))).isEqualTo(Kind.REFUSED);
    }

    private static <T> Supplier<T> answers(String code) {
        return () -> {
            throw Errors.of("Iam", 400, code, "the service's words");
        };
    }

    @Test
    void what_is_there_is_found() {
        assertThat(AwsErrors.find(() -> "role")).contains("role");
        assertThat(AwsErrors.findListed(() -> "role")).contains("role");
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertThat(AwsErrors.find(answers("NoSuchEntity"))).isEmpty();
        assertThat(AwsErrors.findListed(answers("NoSuchEntity"))).isEmpty();
    }

    @Test
    void what_a_service_does_not_do_is_left_undone_and_everything_else_is_told() {
        assertThat(AwsErrors.unlessRefused(() -> "changed")).contains("changed");
        assertThat(AwsErrors.unlessRefused(answers("InvalidParameterValue"))).isEmpty();
        assertThatThrownBy(() -> AwsErrors.unlessRefused(answers("NoSuchEntity"))).isInstanceOf(AwsServiceException.class);
    }

    @Test
    void a_name_that_is_taken_makes_nothing_and_everything_else_is_told() {
        assertThat(AwsErrors.unlessTaken(() -> "made")).contains("made");
        assertThat(AwsErrors.unlessTaken(answers("EntityAlreadyExists"))).isEmpty();
        assertThatThrownBy(() -> AwsErrors.unlessTaken(answers("InvalidParameterValue"))).isInstanceOf(AwsServiceException.class);
    }

    @Test
    void a_removal_of_what_is_not_there_is_done_and_everything_else_is_told() {
        AwsErrors.unlessAbsent(() -> answers("NoSuchEntity").get());

        assertThatThrownBy(() -> AwsErrors.unlessAbsent(() -> answers("DeleteConflict").get())).isInstanceOf(AwsServiceException.class);
    }
}
