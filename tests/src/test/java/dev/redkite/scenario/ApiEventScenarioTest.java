package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.command.HttpAnswer;
import dev.redkite.sandbox.command.Summary;
import dev.redkite.sandbox.fault.SecretWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every HTTP request of events/ is answered as its golden file says, and what it starts is run to its end.
 * {@code -Dredkite.golden=renew} writes the golden files anew.
 */
class ApiEventScenarioTest {

    private static final Path EVENTS = Path.of("..", "events");
    private static final Path GOLDEN = Path.of("src/test/resources/golden/events");
    private static final boolean RENEW = "renew".equals(System.getProperty("redkite.golden"));

    static Stream<String> requests() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("-api-"))
                    .sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_request_is_answered_as_its_golden_file_says(String name) throws IOException {
        JsonNode event = Json.parse(Files.readString(EVENTS.resolve(name)));
        List<String> happened;
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            SecretWatch watch = SecretWatch.over(sandbox);
            HttpAnswer answer = HttpAnswer.of(sandbox.request(event));
            happened = new ArrayList<>(answer.lines());
            answer.started(sandbox).map(sandbox::run).map(Summary::lastLine).ifPresent(happened::add);
            assertThat(watch.leaks()).isEmpty();
        }
        Path golden = GOLDEN.resolve(name.replaceAll("\\.json$", ".txt"));
        if (RENEW) {
            Files.write(golden, happened);
        }
        assertThat(golden).as("golden file, expected to be as it ran; renew with -Dredkite.golden=renew").exists()
                .hasContent(String.join("\n", happened) + "\n");
    }
}
