package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where Milvus has run, its bucket is never empty. */
class MilvusDataScenarioTest {

    private static final String BUCKET = "redkite-demo-123456789012-us-west-2";

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event).inProcess());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void milvus_writes_below_the_root_path_that_its_configuration_names_and_only_once() {
        sandbox.clusters().storage().writes(1200);

        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(sandbox.world().s3().keys(BUCKET)).hasSize(1200).allMatch(key -> key.startsWith("demo/g1/"));
        sandbox.deliver(Events.again(event, 1));
        assertThat(sandbox.world().s3().keys(BUCKET)).hasSize(1200);
    }
}
