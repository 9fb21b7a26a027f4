package dev.redkite.sandbox.aws.resourcegroupstagging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TagIndexTest {

    @Test
    void whoever_looks_only_where_something_changed_misses_nothing_of_a_life() throws IOException {
        Set<String> missed = new TreeSet<>();
        ObjectNode event = event("03-new-network");
        ObjectNode teardown = event("11-teardown-remove-data");
        teardown.withObject("/detail").put("environment", event.at("/detail/specification/name").asText());
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event).withDurations(Durations.random(new Random(7))))) {
            TagIndex index = sandbox.world().fake(FakeResourceGroupsTaggingApiClient.class).index;
            sandbox.world().intercept((call, service) -> {
                Object answer = service.get();
                if (!call.reads()) {
                    index.settle();
                    index.unnoticed().forEach(each -> missed.add(call + ": " + each));
                }
                return answer;
            });

            assertThat(sandbox.deliver(event).phase()).isEqualTo("READY");
            assertThat(sandbox.deliver(teardown).phase()).isEqualTo("REMOVED");
            assertThat(missed).isEmpty();
        }
    }

    private static ObjectNode event(String name) throws IOException {
        return (ObjectNode) Json.parse(Files.readString(Path.of("..", "events", name + ".json")));
    }
}
