package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

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

            sandbox.deliver(Events.read("11-teardown-remove-data"));
            assertThat(told).hasSize(1);
        }
    }
}
