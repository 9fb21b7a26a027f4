package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Errors;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What AWS refuses for a while after our own create, as it documents or as others have seen, ends no execution. */
class PatienceScenarioTest {

    /**
     * @param call  service and operation that are refused
     * @param times how often
     */
    private record Lag(String call, int times, AwsServiceException answer) {

        static Lag of(String call, int status, String code, String words) {
            return new Lag(call, 3, Errors.of(call.replaceAll(":.*$", ""), status, code, words));
        }

        @Override
        public String toString() {
            return call + " " + answer.awsErrorDetails().errorCode() + " " + answer.awsErrorDetails().errorMessage();
        }
    }

    static Stream<Lag> onTheWayUp() {
        String role = "arn:aws:iam::123456789012:role/redkite-demo-us-west-2-cluster";
        String denied = "User: arn:aws:sts::123456789012:assumed-role/x/y is not authorized to perform: %s on resource: z because no"
                + " identity-based policy allows the %s action";
        return Stream.of(
                Lag.of("Kms:EnableKeyRotation", 400, "NotFoundException", "Key 'arn:aws:kms:us-west-2:123456789012:key/1' does not exist"),
                Lag.of("Kms:CreateAlias", 400, "NotFoundException", "Key 'arn:aws:kms:us-west-2:123456789012:key/1' does not exist"),
                Lag.of("Kms:EnableKeyRotation", 400, "AccessDeniedException", denied.formatted("kms:EnableKeyRotation", "kms:EnableKeyRotation")),
                Lag.of("SecretsManager:CreateSecret", 400, "AccessDeniedException", "Access to KMS is not allowed"),
                Lag.of("Kafka:BatchAssociateScramSecret", 404, "NotFoundException", "The secret does not exist"),
                Lag.of("Iam:ListAttachedRolePolicies", 404, "NoSuchEntity", "The role with name redkite-demo-us-west-2-cluster cannot be found."),
                Lag.of("Iam:AttachRolePolicy", 404, "NoSuchEntity", "The role with name redkite-demo-us-west-2-cluster cannot be found."),
                Lag.of("Iam:PutRolePolicy", 404, "NoSuchEntity", "The role with name redkite-demo-us-west-2-milvus cannot be found."),
                Lag.of("Eks:CreateCluster", 400, "InvalidParameterException",
                        "The provided role doesn't have the Amazon EKS Managed Policies associated with it."),
                Lag.of("Eks:CreateCluster", 400, "InvalidParameterException", "roleArn, %s, does not exist".formatted(role)),
                Lag.of("Eks:CreateCluster", 400, "InvalidParameterException", "Error in role params"),
                Lag.of("Eks:CreateCluster", 400, "InvalidParameterException", "IAM role's policy must include the eks:DescribeCluster action"),
                Lag.of("Eks:CreateNodegroup", 400, "InvalidParameterException", "The role %s does not exist".formatted(role)),
                Lag.of("Eks:CreateAddon", 400, "InvalidParameterException", "ServiceAccountRoleArn %s does not exist".formatted(role)),
                Lag.of("Eks:CreateAccessEntry", 400, "InvalidParameterException", "The specified principalArn is invalid: invalid principal."),
                Lag.of("Eks:AssociateAccessPolicy", 404, "ResourceNotFoundException", "The specified principalArn could not be found."),
                Lag.of("S3:PutPublicAccessBlock", 404, "NoSuchBucket", "The specified bucket does not exist"),
                Lag.of("Ec2:AuthorizeSecurityGroupIngress", 400, "InvalidGroup.NotFound", "The security group 'sg-1' does not exist"));
    }

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));

    @AfterEach
    void close() {
        sandbox.close();
    }

    /** Answers how often it was refused. */
    private AtomicInteger refuse(Lag lag) {
        AtomicInteger refused = new AtomicInteger();
        sandbox.world().intercept((call, service) -> {
            if (call.toString().equals(lag.call()) && refused.get() < lag.times()) {
                refused.incrementAndGet();
                throw lag.answer();
            }
            return service.get();
        });
        return refused;
    }

    @ParameterizedTest
    @MethodSource("onTheWayUp")
    void what_does_not_show_yet_is_looked_at_again_until_it_does(Lag lag) {
        AtomicInteger refused = refuse(lag);

        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(refused).hasPositiveValue();
    }

    @Test
    void a_cluster_that_eks_does_not_find_in_other_words_is_gone() {
        sandbox.deliver(event);
        sandbox.world().intercept((call, service) -> {
            try {
                return service.get();
            } catch (AwsServiceException e) {
                throw call.toString().equals("Eks:DescribeCluster")
                        ? Errors.of("Eks", 400, "ClientException", e.awsErrorDetails().errorMessage()) : e;
            }
        });

        Outcome outcome = sandbox.deliver(Events.teardown("demo"));

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
    }

    @Test
    void a_teardown_right_after_an_access_entry_was_made_waits_until_eks_knows_it() {
        sandbox.deliver(event);
        refuse(Lag.of("Eks:ListAssociatedAccessPolicies", 404, "ResourceNotFoundException", "The specified principalArn could not be found."));

        Outcome outcome = sandbox.deliver(Events.teardown("demo"));

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
    }

    @Test
    void what_stays_denied_ends_the_execution_after_two_minutes_with_the_services_words_and_the_next_move() {
        sandbox.world().refuses("Iam:CreateRole", Errors.of("Iam", 403, "AccessDenied", "User: x is not authorized to perform: iam:CreateRole"));

        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.error()).isEqualTo("StageBroken");
        assertThat(outcome.message()).startsWith("ClusterRole: IAM role redkite-demo-us-west-2-cluster: Iam answered AccessDenied")
                .contains("Next: grant the function's role that action");
        assertThat(outcome.elapsed()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4));
    }
}
