package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is really announced has the form that is published, type by type; and so have the sample requests. */
class EventSchemaContractTest {

    private static final Path EVENTS = Path.of("..", "events");
    private static final List<Event> ANNOUNCED = new ArrayList<>();

    private static JsonNode read(Path file) {
        try {
            return Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One life that fails first, one request that is turned away. */
    @BeforeAll
    static void run_the_events() {
        JsonNode provision = read(EVENTS.resolve("01-minimal.json"));
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(provision))) {
            sandbox.world().kafka().endsFailed(3);
            assertThat(sandbox.deliver(provision).failed()).isTrue();
            assertThat(sandbox.deliver(provision).ready()).isTrue();
            assertThat(sandbox.deliver(read(EVENTS.resolve("40-eventbridge-malformed.json"))).invalid()).isTrue();
            for (String file : List.of("15-pause.json", "16-resume.json")) {
                ObjectNode request = (ObjectNode) read(EVENTS.resolve(file));
                request.withObject("/detail").put("environment", "demo");
                assertThat(sandbox.deliver(request).failed()).isFalse();
            }
            Backups backups = new Backups(sandbox, (ObjectNode) read(EVENTS.resolve("17-backup.json")));
            assertThat(sandbox.deliver(backups.requested(1, "name", "first")).ready()).isTrue();
            ObjectNode restore = (ObjectNode) read(EVENTS.resolve("18-restore.json"));
            restore.putObject("detail").put("environment", "demo");
            assertThat(sandbox.deliver(restore).ready()).isTrue();
            assertThat(sandbox.deliver(backups.requested(2, "remove", "first")).ready()).isTrue();
            ObjectNode teardown = (ObjectNode) read(EVENTS.resolve("10-teardown.json"));
            teardown.withObject("/detail").put("environment", "demo").put("requester", "ci");
            assertThat(sandbox.deliver(teardown).removed()).isTrue();
            ANNOUNCED.addAll(sandbox.world().eventBridge().events());
        }
    }

    static Stream<String> announcements() {
        return EventSchemas.ANNOUNCEMENTS.stream();
    }

    static Stream<Path> requests() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.filter(file -> file.getFileName().toString().matches("[012][0-9]-.*\\.json"))
                    .filter(file -> EventSchemas.REQUESTS.contains(read(file).path("detail-type").asText()))
                    .sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("announcements")
    void what_is_announced_has_the_published_form(String type) {
        assertThat(ANNOUNCED).filteredOn(event -> event.detailType().equals(type)).isNotEmpty().allSatisfy(event ->
                assertThat(EventSchemas.violations(type, event.detail())).as(event.detail().toString()).isEmpty());
    }

    @Test
    void nothing_else_is_announced() {
        assertThat(ANNOUNCED).extracting(Event::detailType).isSubsetOf(EventSchemas.ANNOUNCEMENTS);
        assertThat(ANNOUNCED).extracting(Event::source).containsOnly("redkite");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_sample_request_has_the_published_form(Path file) {
        JsonNode event = read(file);

        assertThat(EventSchemas.violations(event.path("detail-type").asText(), event.path("detail"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"specificaton\":{\"name\":\"demo\"}}", "{\"specification\":{}}", "[]"})
    void a_malformed_request_has_not(String detail) {
        assertThat(EventSchemas.violations("Provision Requested", Json.parse(detail))).isNotEmpty();
    }

    @Test
    void stages_that_took_long_are_told_of_in_either_direction() {
        assertThat(ANNOUNCED).filteredOn(event -> event.detailType().equals("Stage Done"))
                .extracting(event -> event.detail().path("stage").asText() + " " + event.detail().path("action").asText())
                .contains("KafkaCluster ensure", "EksCluster ensure", "NodeGroup ensure", "EksCluster retire", "NodeGroup pause");
    }
}
