package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.stage.Json;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated Kafka login lies in Secrets Manager and in one Kubernetes Secret, and nobody reads it anywhere else. */
@ParameterizedClass
@ValueSource(strings = {"01-minimal", "02-reference"})
class SecretScenarioTest {

    private static Sandbox sandbox;
    private static Execution execution;
    private static KubernetesClient kubernetes;
    private static String password;

    /** Which event the class runs with; the tests only look at what it left. */
    @Parameter
    String name;

    @BeforeParameterizedClassInvocation
    static void provision(String name) {
        var event = Events.read(name);
        String environment = Events.specification(event).path("name").asText();
        sandbox = Sandbox.open(Sandbox.Settings.of(event));
        execution = sandbox.start(event);
        assertThat(sandbox.run(execution).phase()).isEqualTo("READY");
        kubernetes = sandbox.kubernetes("redkite-" + environment);
        password = Json.parse(sandbox.world().secretsManager().findValue("AmazonMSK_redkite-" + environment + "-g1").orElseThrow())
                .path("password").asText();
        assertThat(password).hasSizeGreaterThanOrEqualTo(24);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        sandbox.close();
    }

    /** As it is and as whoever only looks for base64 would see it. */
    private static Predicate<String> tellsIt() {
        String encoded = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
        return text -> text.contains(password) || text.contains(encoded);
    }

    @Test
    void no_event_of_the_history_tells_the_password() {
        assertThat(execution.history()).hasSizeGreaterThan(100)
                .extracting(event -> Objects.toString(event.data())).noneMatch(tellsIt());
    }

    @Test
    void no_line_of_the_trace_tells_the_password() {
        assertThat(sandbox.trace()).hasSizeGreaterThan(100).noneMatch(tellsIt());
    }

    @Test
    void no_item_of_the_registry_tells_the_password() {
        assertThat(sandbox.world().dynamoDb().items(sandbox.outside().deployment().registryTable()))
                .hasSize(1).extracting(Object::toString).noneMatch(tellsIt());
    }

    @Test
    void no_event_on_the_bus_tells_the_password() {
        assertThat(sandbox.world().eventBridge().events()).hasSizeGreaterThan(1).extracting(Object::toString).noneMatch(tellsIt());
    }

    @Test
    void no_object_in_the_cluster_but_its_secret_tells_the_password() {
        List<HasMetadata> objects = new ArrayList<>();
        objects.addAll(kubernetes.configMaps().inAnyNamespace().list().getItems());
        objects.addAll(kubernetes.apps().deployments().inAnyNamespace().list().getItems());
        objects.addAll(kubernetes.apps().statefulSets().inAnyNamespace().list().getItems());
        objects.addAll(kubernetes.pods().inAnyNamespace().list().getItems());
        objects.addAll(kubernetes.secrets().inAnyNamespace().list().getItems());

        assertThat(objects).hasSizeGreaterThan(20).filteredOn(object -> tellsIt().test(Json.text(object)))
                .extracting(object -> object.getKind() + " " + object.getMetadata().getName())
                .containsExactly("Secret milvus-kafka");
    }

    @Test
    void no_helm_release_tells_the_password() {
        List<Secret> releases = kubernetes.secrets().inAnyNamespace().withLabel("owner", "helm").list().getItems();

        assertThat(releases).extracting(SecretScenarioTest::unpacked)
                .hasSize(2).allMatch(release -> release.contains("manifest")).noneMatch(tellsIt());
    }

    /** Helm gzips and encodes, and Kubernetes encodes once more. */
    private static String unpacked(Secret release) {
        byte[] helm = Base64.getDecoder().decode(release.getData().get("release"));
        try (GZIPInputStream json = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(helm)))) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
