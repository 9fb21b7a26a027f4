package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.scenario.Events;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MilvusAddressTest {

    @Test
    void is_told_once_an_environment_is_ready_and_at_no_other_end() {
        List<String> told = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.open(TestSettings.overSockets(Events.read("02-reference")))) {
            sandbox.listen((execution, event) -> told.addAll(MilvusAddress.of(sandbox, execution, event)));
            sandbox.deliver(Events.read("02-reference"));
            assertThat(told).containsExactly("Milvus of reference on this machine: http://127.0.0.1:%d, until its processes end"
                    .formatted(sandbox.clusters().milvus("redkite-reference").port()));

            sandbox.deliver(Events.read("17-backup"));
            sandbox.deliver(Events.read("10-teardown"));
            ObjectNode givenUp = ((ObjectNode) Events.read("17-backup")).put("id", "00000000-0000-4000-8000-000000000099");
            givenUp.withObject("/detail").put("remove", "before_upgrade").remove("name");
            assertThat(sandbox.deliver(givenUp).message()).isEmpty();
            assertThat(told).hasSize(1);
        }
    }
}
