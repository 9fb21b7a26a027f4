package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What somebody changed by hand on a whole environment, the same provision puts right, and then has nothing to do any more. */
class HandEditsScenarioTest {

    private static final ObjectNode EVENT = Events.read("03-new-network");

    private static Sandbox sandbox;
    private static int requests;

    @BeforeAll
    static void provision() {
        Events.specification(EVENT).putObject("tags").put("team", "search");
        sandbox = Sandbox.open(TestSettings.of(EVENT));
        assertThat(changesOfNextProvision()).isNotEmpty();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    /** Every fifth. */
    static Stream<HandEdit> sample() {
        return parted(true);
    }

    static Stream<HandEdit> others() {
        return parted(false);
    }

    private static Stream<HandEdit> parted(boolean sampled) {
        List<HandEdit> all = HandEdits.all().toList();
        return IntStream.range(0, all.size()).filter(i -> i % 5 == 0 == sampled).mapToObj(all::get);
    }

    private static List<String> changesOfNextProvision() {
        int since = sandbox.trace().size();
        Outcome outcome = sandbox.deliver(Events.again(EVENT, ++requests));
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        return Happened.changes(sandbox, since).stream()
                .filter(change -> !change.matches("(Admission|Publication|TopicNotifier) .*|\\w+ EventBridge:PutEvents"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sample")
    void it_is_put_right_once(HandEdit edit) {
        edit.by().accept(sandbox);
        sandbox.advance(Duration.ofMinutes(20));

        List<String> changes = changesOfNextProvision();
        sandbox.advance(Duration.ofMinutes(20));

        assertThat(changes).anyMatch(change -> change.startsWith(edit.mends()));
        assertThat(changesOfNextProvision()).isEmpty();
    }

    @Tag("search")
    @ParameterizedTest
    @MethodSource("others")
    void whatever_else_it_is_it_is_put_right_once(HandEdit edit) {
        it_is_put_right_once(edit);
    }

    @Test
    void a_rotated_login_reaches_every_pod_that_uses_it() {
        List<String> before = pods();
        HandEdits.rotate(sandbox);
        sandbox.advance(Duration.ofMinutes(20));

        changesOfNextProvision();
        sandbox.advance(Duration.ofMinutes(20));

        assertThat(pods()).isNotEmpty().doesNotContainAnyElementsOf(before);
        assertThat(changesOfNextProvision()).isEmpty();
    }

    @Test
    void a_login_that_was_lost_and_drawn_anew_reaches_every_pod_that_uses_it() {
        List<String> before = pods();
        sandbox.world().client(SecretsManagerClient.class).deleteSecret(request -> request
                .secretId("AmazonMSK_redkite-demo-g1").forceDeleteWithoutRecovery(true));
        sandbox.advance(Duration.ofMinutes(20));

        changesOfNextProvision();
        sandbox.advance(Duration.ofMinutes(20));

        assertThat(pods()).isNotEmpty().doesNotContainAnyElementsOf(before);
        assertThat(changesOfNextProvision()).isEmpty();
    }

    /** Its brokers let nobody in by it, and Milvus would be given an empty password. */
    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "{\"username\":\"milvus\"}", "{\"username\":\"\",\"password\":\"hunter2\"}", "[]"})
    void what_is_no_login_is_not_given_to_milvus_and_is_told_without_being_quoted(String stored) {
        SecretsManagerClient secrets = sandbox.world().client(SecretsManagerClient.class);
        String former = secrets.getSecretValue(request -> request.secretId("AmazonMSK_redkite-demo-g1")).secretString();
        put(stored);

        Outcome outcome = sandbox.deliver(Events.again(EVENT, ++requests));

        assertThat(outcome.message()).startsWith("MilvusRelease: Secret AmazonMSK_redkite-demo-g1 in Secrets Manager is no JSON with the keys"
                + " username and password").contains("Next: put ").doesNotContain("hunter2", "defect");
        put(former);
        changesOfNextProvision();
    }

    private static void put(String stored) {
        sandbox.world().client(SecretsManagerClient.class).updateSecret(request -> request.secretId("AmazonMSK_redkite-demo-g1")
                .clientRequestToken("what-somebody-else-puts-there-%08d".formatted(++requests)).secretString(stored));
    }

    /** Those that were given the login. */
    private static List<String> pods() {
        return sandbox.kubernetes("redkite-demo").pods().inNamespace("milvus").list().getItems().stream()
                .filter(pod -> pod.getSpec().getContainers().getFirst().getEnv().stream()
                        .anyMatch(variable -> variable.getName().equals("KAFKA_SASLPASSWORD")))
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getUid())
                .toList();
    }
}
