package dev.redkite.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.AwsErrors.Kind;
import dev.redkite.sandbox.aws.Errors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
