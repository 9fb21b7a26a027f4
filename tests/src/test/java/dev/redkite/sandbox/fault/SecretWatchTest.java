package dev.redkite.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.cluster.Principals;
import dev.redkite.sandbox.slack.FakeSlack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kafka.model.GetBootstrapBrokersResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Secrets led astray on purpose, each way once: the watch notices, says where, and repeats none of them. */
class SecretWatchTest {

    private static final String PASSWORD = "Zq4tVb81Lw0Xc7PnRs5KdYf2Gh9Jm3Ea";
    private static final String KEY = Principals.SECRETS.getFirst();

    private final ObjectNode event = read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event).withChat());
    private final SecretWatch watch = SecretWatch.over(sandbox);

    private static ObjectNode read(String name) {
        try {
            return (ObjectNode) Json.parse(Files.readString(Path.of("..", "events", name + ".json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    /** Somebody's login, known to the watch as soon as it is read. */
    private void store() {
        String id = sandbox.world().secretsManager().standing("login", Json.text(Map.of("username", "demo", "password", PASSWORD)), null);
        sandbox.world().client(SecretsManagerClient.class).getSecretValue(request -> request.secretId(id));
    }

    private void announce(String words) {
        sandbox.world().client(EventBridgeClient.class).putEvents(request -> request.entries(entry -> entry
                .source("redkite").detailType("Environment Ready").detail(Json.text(Map.of("words", words)))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static String packed(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes(text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    private void assertTold(String... places) {
        assertThat(watch.leaks()).noneMatch(leak -> leak.contains(PASSWORD) || leak.contains(KEY));
        for (String place : places) {
            assertThat(watch.leaks()).anyMatch(leak -> leak.contains(" is in " + place));
        }
    }

    @Test
    void a_sandbox_in_which_nothing_happens_leaks_nothing() {
        store();

        assertThat(watch.leaks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "half", "lower", "base64", "base64 within", "twice", "hexadecimal", "packed"})
    void a_password_in_an_event_is_noticed_in_every_disguise(String disguise) {
        Map<String, UnaryOperator<String>> disguises = Map.of(
                "plain", text -> text,
                "half", text -> text.substring(16),
                "lower", String::toLowerCase,
                "base64", SecretWatchTest::base64,
                "base64 within", text -> base64("user=" + text + ";"),
                "twice", text -> base64("[" + base64("::" + text) + "]"),
                "hexadecimal", text -> HexFormat.of().formatHex(bytes(text)),
                "packed", text -> packed("values: {login: " + text + "}"));
        store();

        announce(disguises.get(disguise).apply(PASSWORD));

        assertThat(watch.leaks()).anyMatch(leak -> leak.startsWith("The password in the secret login is in the event Environment Ready"));
    }

    @Test
    void tokens_are_known_by_their_form() {
        announce("curl -H 'Authorization: Bearer k8s-aws-v1.aHR0cHM6Ly9zdHMudXMtd2VzdC0yLmFtYXpvbmF3cy5jb20v'");
        announce("https://bucket.s3.amazonaws.com/key?X-Amz-Expires=60&X-Amz-Signature=abc");

        assertThat(watch.leaks()).anyMatch(leak -> leak.startsWith("A token of an EKS cluster"))
                .anyMatch(leak -> leak.startsWith("A presigned URL"));
    }

    @Test
    void what_an_answer_brings_in_is_followed_through_facts_and_values_into_the_cluster() {
        sandbox.world().intercept((_, service) -> service.get() instanceof GetBootstrapBrokersResponse brokers
                ? brokers.toBuilder().bootstrapBrokerStringSaslScram("b-1." + KEY + "x.kafka:9096").build() : service.get());

        sandbox.start(event);
        sandbox.runUntil(() -> sandbox.running().equals("HealthProbe"));

        assertTold("the answer of KafkaClusterFunction", "the history of execution", "the Secret sh.helm.release.v1.milvus.v2",
                "the ConfigMap milvus");
    }

    @Test
    void an_error_is_followed_to_everybody_who_is_told_of_it() {
        sandbox.world().intercept((call, service) -> {
            if (call.toString().equals("Kafka:CreateClusterV2")) {
                throw new IllegalStateException("refused " + KEY, new IllegalArgumentException("for " + FakeSlack.TOKEN));
            }
            return service.get();
        });

        sandbox.deliver(event);
        sandbox.advance(Duration.ofMinutes(5));

        assertTold("the log of KafkaCluster", "the error of KafkaClusterFunction", "the history of execution", "the registry",
                "the event Environment Failed", "a message to slack.com", "a message to hooks.example.com",
                "the request Sns:Publish", "the request DynamoDb:UpdateItem", "the trace");
    }

    @Test
    void a_cause_that_only_the_log_tells_is_noticed_there() {
        sandbox.world().intercept((call, service) -> {
            if (call.service().equals("Kafka") && call.operation().contains("Configuration")) {
                throw new IllegalStateException("refused", new IllegalArgumentException("for " + KEY));
            }
            return service.get();
        });

        sandbox.deliver(event);

        assertThat(watch.leaks()).isNotEmpty().allMatch(leak -> leak.contains("is in the log of Kafka"));
    }

    @Test
    void names_tags_answers_and_standard_streams_are_looked_through() {
        store();
        S3Client s3 = sandbox.world().client(S3Client.class);
        s3.createBucket(request -> request.bucket("a-" + PASSWORD.toLowerCase())
                .createBucketConfiguration(configuration -> configuration.locationConstraint("us-west-2")));
        JsonNode request = read("23-api-get-missing");
        ((ObjectNode) request).put("rawPath", "/environments/" + PASSWORD);
        ((ObjectNode) request.at("/requestContext/http")).put("path", "/environments/" + PASSWORD);
        sandbox.request(request);
        System.err.println("login " + PASSWORD);

        assertTold("the name of s3", "the answer of ApiFunction", "the standard streams", "the request S3:CreateBucket");
    }
}
