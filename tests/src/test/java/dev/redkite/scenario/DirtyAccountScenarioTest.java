package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** Redkite is never alone in an account: what others have there is passed by, whether or not it can be read. */
class DirtyAccountScenarioTest {

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(SandboxSettings.of(event).inProcess());

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void upAndDown() {
        Map<String, Map<String, String>> before = sandbox.world().inventory();
        assertPhase("READY", sandbox.deliver(event));
        assertPhase("REMOVED", sandbox.deliver(Events.teardown("demo")));
        assertThat(sandbox.world().inventory()).isEqualTo(before);
    }

    private static void assertPhase(String phase, Outcome outcome) {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo(phase);
    }

    @Test
    void identity_providers_of_others_do_not_stop_a_teardown() {
        for (String host : List.of("token.actions.githubusercontent.com", "gitlab.com",
                "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
                "oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF")) {
            sandbox.world().client(IamClient.class).createOpenIDConnectProvider(
                    request -> request.url("https://" + host).clientIDList("sts.amazonaws.com"));
        }

        upAndDown();
    }
}
