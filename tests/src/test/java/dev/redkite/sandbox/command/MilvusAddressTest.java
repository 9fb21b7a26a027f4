package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MilvusAddressTest {

    private static JsonNode event(String name) throws IOException {
        return Json.parse(Files.readString(Path.of("..", "events", name + ".json")));
    }

    @Test
    void is_told_once_an_environment_is_ready_and_at_no_other_end() throws IOException {
        List<String> told = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event("02-reference")))) {
            sandbox.listen((execution, event) -> told.addAll(MilvusAddress.of(sandbox, execution, event)));
            sandbox.deliver(event("02-reference"));
            assertThat(told).containsExactly("Milvus of reference on this machine: http://127.0.0.1:%d, until its processes end"
                    .formatted(sandbox.clusters().milvus("redkite-reference").port()));

            sandbox.deliver(event("11-teardown-remove-data"));
            assertThat(told).hasSize(1);
        }
    }
}
