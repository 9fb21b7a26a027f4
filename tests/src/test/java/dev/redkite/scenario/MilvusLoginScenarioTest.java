package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import io.milvus.v2.client.ConnectConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Milvus that asks for a login is proven with root's, and never left with the password that everybody can read. */
class MilvusLoginScenarioTest {

    private static final String PUBLISHED = "Milvus";

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(SandboxSettings.of(event));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void provision(String version, boolean authentication) {
        Events.specification(event).withObject("/milvus").put("version", version).put("authentication", authentication);
        Outcome outcome = sandbox.deliver(event);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    private void connect(String password) {
        ConnectConfig.ConnectConfigBuilder config = ConnectConfig.builder().uri("http://milvus");
        sandbox.milvus("redkite-demo").client((password == null ? config : config.username("root").password(password)).build());
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

        assertThat(sandbox.milvus("redkite-demo").calls()).doesNotContain("UpdateCredential");
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
}
