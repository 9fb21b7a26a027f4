package dev.redkite.sandbox.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.soak.Invariant.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.kafka.KafkaClient;

/** Each of them is broken on purpose, once, behind the back of an environment that is well. */
class InvariantsTest {

    private final Course course = Course.drawn(3, new Random(3));
    private final Sandbox sandbox = Sandbox.open(SandboxSettings.of(course.requests().getFirst().event()).inProcess());
    private final String environment = course.specification().path("name").asText();
    private final Standing standing = new Standing(sandbox, Set.copyOf(sandbox.world().inventory().keySet()), environment);

    @AfterEach
    void close() {
        sandbox.close();
    }

    private List<String> violationsAfter(Runnable defect) {
        Outcome outcome = sandbox.deliver(course.requests().getFirst().event());
        assertThat(outcome.ready()).as(outcome.message()).isTrue();
        assertThat(Invariants.violations(standing)).isEmpty();
        defect.run();
        return Invariants.violations(standing);
    }

    private void rewritten(String attribute, String value) {
        sandbox.world().client(DynamoDbClient.class).updateItem(update -> update
                .tableName(sandbox.outside().deployment().registryTable())
                .key(Map.of("environment", AttributeValue.fromS(environment)))
                .updateExpression("SET #it = :value")
                .expressionAttributeNames(Map.of("#it", attribute))
                .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value))));
    }

    @Test
    void what_does_not_say_whose_it_is_is_found() {
        assertThat(violationsAfter(() -> sandbox.world().client(Ec2Client.class).createVpc(vpc -> vpc.cidrBlock("10.99.0.0/16"))))
                .anySatisfy(violation -> assertThat(violation).startsWith("ec2:vpc/").contains("does not say whose it is"));
    }

    @Test
    void a_lock_without_an_execution_is_found() {
        String ended = "arn:aws:states:us-west-2:123456789012:execution:redkite-provision:nobody";
        assertThat(violationsAfter(() -> rewritten("execution", ended)))
                .containsExactly("the lock is held by %s, which does not run".formatted(ended));
    }

    @Test
    void what_stands_though_it_is_said_to_be_removed_is_found() {
        assertThat(violationsAfter(() -> rewritten("phase", "REMOVED")))
                .anySatisfy(violation -> assertThat(violation).startsWith("kafka:cluster/").contains("stands although the registry says"));
    }

    @Test
    void what_is_missing_though_all_is_said_to_be_ready_is_found() {
        KafkaClient kafka = sandbox.world().client(KafkaClient.class);
        assertThat(violationsAfter(() -> {
            kafka.deleteCluster(request -> request.clusterArn(kafka.listClustersV2(_ -> { }).clusterInfoList().getFirst().clusterArn()));
            sandbox.advance(Duration.ofHours(1));
        })).contains("the registry says READY, and there is no kafka:cluster/");
    }

    @Test
    void drawn_courses_with_faults_end_without_a_violation() {
        assertThat(List.of(11L, 12L, 13L)).allSatisfy(seed -> assertThat(LivedCourse.of(seed).violations()).isEmpty());
    }
}
