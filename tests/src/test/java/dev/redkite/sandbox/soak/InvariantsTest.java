package dev.redkite.sandbox.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.ForeignResources;
import dev.redkite.sandbox.soak.Invariant.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Each of them is broken on purpose, once, behind the back of an environment that is well. */
class InvariantsTest {

    /** One without a schedule, which would begin a teardown meanwhile. */
    private final RandomScenario scenario = Stream.iterate(1L, seed -> seed + 1)
            .map(seed -> RandomScenario.random(seed, new Random(seed)))
            .filter(drawn -> !drawn.specification().has("schedule"))
            .findFirst().orElseThrow();
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(scenario.requests().getFirst().event()));
    private final String environment = scenario.specification().path("name").asText();
    private final Standing standing = new Standing(sandbox, ForeignResources.seen(sandbox.world()), environment);

    @AfterEach
    void close() {
        sandbox.close();
    }

    private List<String> violationsAfter(Runnable defect) {
        Outcome outcome = sandbox.deliver(scenario.requests().getFirst().event());
        assertThat(outcome.ready()).as(outcome.message()).isTrue();
        assertThat(Invariants.violations(standing)).isEmpty();
        defect.run();
        return Invariants.violations(standing);
    }

    private void rewritten(String attribute, String value) {
        sandbox.world().client(DynamoDbClient.class).updateItem(update -> update
                .tableName(sandbox.platform().deployment().registryTable())
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
            kafka.deleteCluster(request -> request.clusterArn(kafka.listClustersV2(list -> list.clusterNameFilter("redkite-" + environment)).clusterInfoList().getFirst().clusterArn()));
            sandbox.advance(Duration.ofHours(1));
        })).contains("the registry says READY, and there is no kafka:cluster/");
    }

    @Test
    void somebody_elses_that_was_touched_is_found() {
        KafkaClient kafka = sandbox.world().client(KafkaClient.class);
        assertThat(violationsAfter(() -> {
            kafka.deleteCluster(request -> request.clusterArn(
                    kafka.listClustersV2(list -> list.clusterNameFilter("orders")).clusterInfoList().getFirst().clusterArn()));
            sandbox.world().iam().tagRole(TagRoleRequest.builder().roleName("deployment").tags(tag -> tag.key("redkite:environment").value("x")).build());
            sandbox.advance(Duration.ofHours(1));
        })).anySatisfy(violation -> assertThat(violation).contains("somebody else's kafka:cluster/orders", "gone"))
                .anySatisfy(violation -> assertThat(violation).contains("somebody else's iam:role/deployment: redkite:environment was null and is x"));
    }

    @Test
    void a_way_in_for_outsiders_is_found() {
        String role = "redkite-%s-%s-milvus".formatted(environment, sandbox.world().region());
        assertThat(violationsAfter(() -> {
            sandbox.world().client(IamClient.class).updateAssumeRolePolicy(request -> request.roleName(role).policyDocument("""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"sts:AssumeRole"}]}"""));
            sandbox.advance(Duration.ofMinutes(5));
        })).anySatisfy(violation -> assertThat(violation).startsWith("trust of role " + role).contains("999999999999:role/outsider may assume it"));
    }

    @Test
    void a_backup_of_which_an_object_is_gone_is_found() {
        assertThat(violationsAfter(() -> {
            String bucket = standing.created().keySet().stream().filter(thing -> thing.startsWith("s3:bucket/")).findFirst().orElseThrow().substring(10);
            sandbox.world().s3().write(bucket, environment + "/backups/data/first/left", 3);
            sandbox.world().client(S3Client.class).putObject(request -> request.bucket(bucket).key(environment + "/backups/manifests/first.json"),
                    RequestBody.fromString("{\"backup\":\"first\",\"bucket\":\"%s\",\"path\":\"%s/backups/data/first\",\"bytes\":5}".formatted(bucket, environment)));
        })).contains("backup first is not what its manifest says");
    }

    @Test
    void what_stays_without_depending_on_what_failed_is_found() {
        ObjectNode failure = Json.object().put("operation", "teardown").put("execution", "e").put("redrives", 0)
                .put("error", "StageBroken").put("message", "KafkaCluster: denied. Next: grant it.");

        assertThat(violationsAfter(() -> {
            rewritten("phase", "REMOVAL_FAILED");
            rewritten("failure", Json.text(failure));
        })).anySatisfy(violation -> assertThat(violation).startsWith("eks:cluster/").contains("does not depend on what failed"))
                .noneMatch(violation -> violation.startsWith("kafka:") || violation.startsWith("ec2:"));
    }

    /** What every kind of refusal of a teardown leaves, and that the next one leads on. */
    @Tag("search")
    @ParameterizedTest
    @ValueSource(strings = {"Kafka:DeleteCluster", "SecretsManager:DeleteSecret", "Kms:ScheduleKeyDeletion", "Kafka:DeleteConfiguration",
        "Eks:DeleteNodegroup", "Eks:DeleteCluster", "Eks:DeleteAddon", "Iam:DeleteRole", "S3:DeleteBucket", "S3:DeleteObjects"})
    void whatever_single_refusal_stops_a_teardown_only_what_depends_on_it_is_left_and_the_next_one_ends_removed(String call) {
        violationsAfter(() -> { });
        sandbox.world().refuses(call, Errors.of(call.split(":")[0], 403, "AccessDeniedException", "not by you"));
        JsonNode teardown = scenario.requests().getLast().event();

        Outcome refused = sandbox.deliver(teardown);

        assertThat(Invariants.violations(standing)).isEmpty();
        sandbox.world().acceptsAgain(call);
        Outcome removed = refused.failed() ? sandbox.deliver(((ObjectNode) teardown).put("id", "00000000-0000-4000-8000-00000000ffff")) : refused;
        assertThat(removed.phase()).as(removed.message()).isEqualTo("REMOVED");
        assertThat(standing.created()).isEmpty();
    }

    @Test
    void an_execution_that_came_to_its_machines_limit_is_found(@TempDir Path home) throws IOException {
        Path real = Path.of("..");
        Files.copy(real.resolve("template.yaml"), home.resolve("template.yaml"));
        Files.createDirectory(home.resolve("statemachine"));
        for (String machine : List.of("provision", "teardown", "recreate", "pause", "resume", "backup", "restore")) {
            Path file = Path.of("statemachine", machine + ".asl.json");
            Files.writeString(home.resolve(file),
                    Files.readString(real.resolve(file)).replace("\"TimeoutSeconds\": 180000", "\"TimeoutSeconds\": 600"));
        }
        JsonNode event = scenario.requests().getFirst().event();
        try (Sandbox hasty = Sandbox.open(TestSettings.of(event).withHome(home))) {
            hasty.deliver(event);

            assertThat(Invariants.violations(new Standing(hasty, Map.of(), environment)))
                    .anySatisfy(violation -> assertThat(violation).contains("ended TIMED_OUT after"));
        }
    }

    @Test
    @Tag("search")
    void drawn_courses_with_faults_end_without_a_violation() {
        assertThat(List.of(11L, 12L, 13L)).allSatisfy(seed -> assertThat(RandomScenarioRun.of(seed, TestSettings.CACHE).violations()).isEmpty());
    }
}
