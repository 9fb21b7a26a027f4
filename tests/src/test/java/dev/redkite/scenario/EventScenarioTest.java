package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.command.Summary;
import dev.redkite.sandbox.fault.SecretWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of events/ is run as AWS would run it, and what happened is compared with the golden file beside it. What
 * another file asks of an environment that stands happens after that one has been made, which is not told again.
 * {@code -Dredkite.golden=renew} writes the golden files anew.
 */
class EventScenarioTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path GOLDEN = Path.of("src/test/resources/golden/events");
    /** Each chart, an update, an end and a sleep: through Helm itself, and TLS to a cluster's API; what is much like them in process. */
    private static final Set<String> OVER_SOCKETS = Set.of("01-minimal.json", "02-reference.json", "10-teardown.json", "13-update-sizes.json",
            "16-resume.json", "19-upgrade-2.2-to-2.6.json");
    private static final boolean RENEW = "renew".equals(System.getProperty("redkite.golden"));

    static Stream<String> events() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("events"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.contains("-api-"))
                    .filter(name -> !name.matches("[34][0-9]-.*")) // ChatScenarioTest's
                    .sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_runs_as_its_golden_file_says(String name) throws IOException {
        JsonNode event = Json.parse(Files.readString(HOME.resolve("events").resolve(name)));
        List<String> happened;
        try (Sandbox sandbox = Sandbox.open(settings(name, event))) {
            SecretWatch watch = SecretWatch.over(sandbox);
            if (isAboutReference(event) && !name.equals("02-reference.json")) {
                assertThat(sandbox.deliver(Events.read("02-reference")).phase()).isEqualTo("READY");
            }
            if (name.equals("16-resume.json")) {
                assertThat(sandbox.deliver(Events.read("15-pause")).phase()).isEqualTo("PAUSED");
            }
            if (name.equals("26-upgrade-in-place.json")) {
                assertThat(sandbox.deliver(Events.read("01-minimal")).phase()).isEqualTo("READY");
            }
            if (name.equals("18-restore.json")) {
                backedUpBesideANewerMilvus(sandbox);
            }
            if (name.startsWith("19-upgrade")) {
                withPoints(sandbox);
            }
            int since = sandbox.trace().size();
            Outcome outcome = sandbox.deliver(event);
            assertThat(outcome.phase()).as(outcome.message()).isEqualTo(phase(name, event));
            assertThat(outcome.criticalPath()).as("no run is shorter than the longest chain that any order needs").isLessThanOrEqualTo(outcome.elapsed());
            happened = new ArrayList<>(outcome.invalid()
                    ? outcome.message().lines().toList()
                    : sandbox.trace().subList(since, sandbox.trace().size()));
            happened.add(Summary.lastLine(outcome));
            assertThat(watch.leaks()).isEmpty();
        }
        Path golden = GOLDEN.resolve(name.replaceAll("\\.json$", ".txt"));
        if (RENEW) {
            Files.createDirectories(GOLDEN);
            Files.write(golden, happened);
        }
        assertThat(golden).as("golden file, expected to be as it ran; renew with -Dredkite.golden=renew").exists()
                .hasContent(String.join("\n", happened) + "\n");
    }

    private static void backedUpBesideANewerMilvus(Sandbox sandbox) {
        assertThat(sandbox.deliver(Events.read("02-reference")).phase()).isEqualTo("READY");
        withPoints(sandbox);
        assertThat(sandbox.deliver(Events.read("17-backup")).phase()).isEqualTo("READY");
        assertThat(sandbox.deliver(Events.read("01-minimal")).phase()).isEqualTo("READY");
    }

    private static void withPoints(Sandbox sandbox) {
        MilvusRows rows = new MilvusRows(sandbox, "redkite-reference");
        rows.create("points");
        rows.insert("points", 0, 3);
    }

    /** What 04-large asks for, and two environments beside each other, are more than a young account may have. */
    private static SandboxSettings settings(String name, JsonNode event) {
        SandboxSettings settings = OVER_SOCKETS.contains(name) ? TestSettings.overSockets(event) : TestSettings.of(event);
        return name.matches("04-large.json|18-restore.json") ? settings.withQuotas(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 96)) : settings;
    }

    private static boolean isAboutReference(JsonNode event) {
        JsonNode detail = event.path("detail");
        return detail.path("environment").asText(detail.at("/specification/name").asText()).equals("reference");
    }

    private static String phase(String name, JsonNode event) {
        if (name.startsWith("invalid-")) {
            return "INVALID";
        }
        return switch (event.path("detail-type").asText()) {
            case "Teardown Requested" -> "REMOVED";
            case "Pause Requested" -> "PAUSED";
            default -> "READY";
        };
    }
}
