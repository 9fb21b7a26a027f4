package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.fault.SecretWatch;
import dev.redkite.sandbox.states.Execution;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.rbac.request.UpdatePasswordReq;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A Milvus that asks for a login is proven with root's, and never left with the password that everybody can read. */
class MilvusLoginScenarioTest {

    private static final String PUBLISHED = "Milvus";
    private static final String SECRET = "redkite-demo-g1-milvus-root";

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void provision(String version, boolean authentication) {
        Events.specification(event).withObject("/milvus").put("version", version).put("authentication", authentication);
        Outcome outcome = sandbox.deliver(event);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    private MilvusClientV2 client(String password) {
        ConnectConfig.ConnectConfigBuilder config = ConnectConfig.builder().uri("http://milvus");
        return sandbox.clusters().milvus("redkite-demo").client((password == null ? config : config.username("root").password(password)).build());
    }

    private void connect(String password) {
        client(password);
    }

    private void assertRefuses(String password) {
        assertThatThrownBy(() -> connect(password)).hasMessageMatching("(UNKNOWN|UNAUTHENTICATED): .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void nobody_comes_in_without_a_login_or_by_the_published_one(String version) {
        provision(version, true);

        assertRefuses(null);
        assertRefuses(PUBLISHED);
    }

    /** A server that is told at its first start has no published password, not even for the minutes until the probe. */
    @Test
    void a_server_that_takes_a_first_password_never_had_the_published_one() {
        provision("2.6.15", true);

        assertThat(sandbox.clusters().milvus("redkite-demo").calls()).doesNotContain("UpdateCredential");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void a_login_that_is_asked_for_later_is_not_the_published_one(String version) {
        provision(version, false);
        assertThatCode(() -> connect(null)).doesNotThrowAnyException();
        Events.specification(event).withObject("/milvus").put("authentication", true);

        assertThat(sandbox.deliver(Events.again(event, 1)).phase()).isEqualTo("READY");

        assertRefuses(null);
        assertRefuses(PUBLISHED);
    }

    private String kept(int generation) {
        return Json.parse(sandbox.world().secretsManager().findValue("redkite-demo-g" + generation + "-milvus-root").orElseThrow())
                .path("password").asText();
    }

    private void put(String password) {
        sandbox.world().secretsManager().changed(SECRET, Json.text(Json.object().put("username", "root").put("password", password)));
    }

    private Outcome again(int time) {
        return sandbox.deliver(Events.again(event, time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void the_password_is_in_secrets_manager_and_goes_nowhere_else(String version) {
        SecretWatch watch = SecretWatch.over(sandbox);

        provision(version, true);

        assertThatCode(() -> connect(kept(1))).doesNotThrowAnyException();
        assertThat(again(1).phase()).isEqualTo("READY");
        assertThat(watch.leaks()).isEmpty();
    }

    @Test
    void what_somebody_puts_into_secrets_manager_is_set_by_the_next_request() {
        provision("2.2.13", true);
        String first = kept(1);
        put("second-one");
        assertThat(again(1).phase()).isEqualTo("READY");
        put("third-one");

        assertThat(again(2).phase()).isEqualTo("READY");

        assertThatCode(() -> connect("third-one")).doesNotThrowAnyException();
        assertRefuses("second-one");
        assertRefuses(first);
    }

    @Test
    void a_password_that_was_changed_in_milvus_is_told_with_a_move_that_works() {
        provision("2.6.15", true);
        client(kept(1)).updatePassword(UpdatePasswordReq.builder()
                .userName("root").password(kept(1)).newPassword("mine-alone").build());
        Execution execution = sandbox.start(Events.again(event, 1));
        Outcome outcome = sandbox.run(execution);
        assertThat(outcome.message()).startsWith("HealthProbe: Milvus (pod milvus/").contains("somebody changed it in Milvus. Next: put ", SECRET);
        put("mine-alone");

        sandbox.executions().redrive(execution);

        assertThat(sandbox.run(execution).phase()).isEqualTo("READY");
        assertThat(again(2).phase()).isEqualTo("READY");
    }

    /** It is drawn anew, and Milvus is told so by what it began with. */
    @Test
    void a_secret_that_somebody_deleted_is_made_again() {
        provision("2.6.15", true);
        String first = kept(1);
        sandbox.world().client(SecretsManagerClient.class).deleteSecret(request -> request.secretId(SECRET).forceDeleteWithoutRecovery(true));
        sandbox.advance(Duration.ofMinutes(1));

        assertThat(again(1).phase()).isEqualTo("READY");

        assertThat(kept(1)).isNotEqualTo(first);
        assertThatCode(() -> connect(kept(1))).doesNotThrowAnyException();
        assertRefuses(first);
    }

    @Test
    void every_life_has_a_password_of_its_own_and_the_last_leaves_none() {
        provision("2.6.15", true);
        String first = kept(1);
        assertThat(sandbox.deliver(Events.recreate("demo")).phase()).isEqualTo("READY");
        assertThat(kept(2)).isNotEqualTo(first);
        assertThatCode(() -> connect(kept(2))).doesNotThrowAnyException();

        assertThat(sandbox.deliver(Events.teardown("demo")).phase()).isEqualTo("REMOVED");

        assertThat(sandbox.world().secretsManager().inventory().keySet()).noneMatch(name -> name.contains("milvus-root"));
    }

    @Test
    void people_are_told_where_it_is() {
        provision("2.6.15", true);

        assertThat(sandbox.world().eventBridge().events()).anySatisfy(told -> {
            assertThat(told.detailType()).isEqualTo("Environment Ready");
            assertThat(Json.tree(told).path("detail").path("endpoints").path("login").asText()).isEqualTo(
                    "aws secretsmanager get-secret-value --region us-west-2 --secret-id " + SECRET + " --query SecretString --output text");
        });
    }
}
