package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Plan;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;

/** Each setting that keeps outsiders out of an environment is turned off by hand, and what notices names it. */
class ProtectionScenarioTest {

    private static final ObjectNode EVENT = Events.read("03-new-network");

    private static Sandbox sandbox;

    @BeforeAll
    static void provision() {
        sandbox = Sandbox.open(TestSettings.of(EVENT).inProcess());
        Outcome outcome = sandbox.deliver(EVENT);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    static Stream<Protection> all() {
        return Protections.all();
    }

    @Test
    void an_outsider_gets_nothing_of_an_environment() {
        assertThat(sandbox.outsider().gets("demo")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void without_it_an_outsider_gets_in(Protection protection) {
        assertThat(protection.gotWithout(sandbox)).isNotEmpty().allMatch(sentence -> sentence.startsWith(protection.named()));
        assertThat(sandbox.outsider().gets("demo")).isEmpty();
    }

    @Test
    void a_kubernetes_endpoint_that_is_open_beyond_its_ranges_is_noticed() {
        Plan plan = new Registry(sandbox.world().dynamoDb(), sandbox.stack().reference("Registry"), sandbox.world().clock()).find("demo").orElseThrow().plan();
        Plan.Cluster cluster = plan.cluster();
        Plan narrow = plan.with(new Plan.Cluster(cluster.kubernetesVersion(), cluster.administrators(), cluster.functionPrincipals(),
                List.of("198.18.0.0/24"), cluster.volumeKeyArn()));

        assertThat(sandbox.outsider().gets(narrow))
                .isNotEmpty().allMatch(sentence -> sentence.startsWith("endpoint access:"));
    }

    @Test
    void a_run_that_leaves_a_way_in_is_no_success() {
        try (Sandbox other = Sandbox.open(TestSettings.of(EVENT).inProcess())) {
            other.world().intercept((call, service) -> {
                Object answer = service.get();
                if (call.toString().equals("Eks:CreateNodegroup")) {
                    other.world().s3().deleteBucketPolicy(DeleteBucketPolicyRequest.builder().bucket(Protections.BUCKET).build());
                }
                return answer;
            });

            assertThatThrownBy(() -> other.deliver(EVENT)).hasMessageContaining("An outsider got in: bucket policy:");
        }
    }

    /** Until decision 0036 nodes were launched by a template that let answers go two hops. */
    @Test
    void an_update_closes_the_nodes_of_an_earlier_redkite_and_says_so_before() {
        try (Sandbox other = Sandbox.open(TestSettings.of(EVENT).inProcess())) {
            assertThat(other.deliver(EVENT).phase()).isEqualTo("READY");
            List<String> nodes = Nodes.ofAnEarlierRedkite(other);

            Outcome outcome = other.deliver(Events.again(EVENT, 1));

            assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
            assertThat(Happened.record(other, "demo").plan().warnings())
                    .anyMatch(warning -> warning.startsWith("The nodes' metadata service answers pods no longer"));
            assertThat(Nodes.running(other)).isEqualTo(nodes);
            assertThat(other.outsider().gets("demo")).isEmpty();
            other.deliver(Events.again(EVENT, 2));
            assertThat(Happened.record(other, "demo").plan().warnings()).noneMatch(warning -> warning.contains("metadata"));
        }
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html. */
    @Test
    void a_policy_for_everybody_is_refused_as_long_as_public_access_is_blocked() {
        assertThatThrownBy(() -> sandbox.world().client(S3Client.class).putBucketPolicy(request -> request.bucket(Protections.BUCKET)
                .policy(Protections.bucketPolicy("\"*\""))))
                .hasMessageContaining("BlockPublicPolicy");
    }

    /** Its pods get no credentials, so nothing that they are given to keep is ever flushed. */
    @Test
    void milvus_writes_nothing_by_a_role_that_trusts_another_service_account() {
        try (Sandbox other = Sandbox.open(TestSettings.of(EVENT).inProcess())) {
            other.world().intercept((call, service) -> {
                Object answer = service.get();
                if (call.toString().equals("Eks:CreateNodegroup")) {
                    other.world().iam().updateAssumeRolePolicy(UpdateAssumeRolePolicyRequest.builder().roleName("redkite-demo-us-west-2-milvus")
                            .policyDocument("""
                                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},\
                                    "Action":"sts:AssumeRole"}]}""").build());
                }
                return answer;
            });

            other.start(EVENT);
            other.runUntil(() -> other.trace().getLast().contains("pending: HealthProbe"));

            assertThat(other.world().s3().keys(Protections.BUCKET)).isEmpty();
        }
    }
}
