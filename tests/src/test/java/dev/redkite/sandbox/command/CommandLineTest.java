package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.stage.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person or a script meets them: what is printed, and the exit code. */
class CommandLineTest {

    private static final Path EVENTS = Path.of("../events");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream standardOut = System.out;
    private final PrintStream standardErr = System.err;

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(standardOut);
        System.setErr(standardErr);
    }

    private static int redkite(String... arguments) {
        return Redkite.commandLine().execute(arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_run_that_ends_ready_exits_0_and_ends_with_a_line_for_machines() throws IOException {
        Path trace = folder.resolve("trace.txt");

        assertThat(redkite("run", EVENTS.resolve("01-minimal.json").toString(), "--trace", trace.toString())).isZero();

        assertThat(printed().lines().reduce((_, last) -> last)).hasValueSatisfying(line ->
                assertThat(line).startsWith("environment=demo phase=READY generation=1 elapsed=PT"));
        assertThat(printed()).contains("✓ KafkaCluster").doesNotContain("\u001b[");
        assertThat(Files.readAllLines(trace)).anyMatch(line -> line.contains("Kafka:CreateClusterV2"));
    }

    @Test
    void what_falls_due_after_the_last_event_is_told_a_line_each_on_the_clock_of_its_time_zone() {
        redkite("run", EVENTS.resolve("14-scheduled.json").toString(), "--for", "P1D");

        assertThat(printed()).contains("Milvus is ready.",
                "2026-10-21T19:00:00+02:00 teardown office-teardown-", "2026-10-22T07:00:00+02:00 recreate office-recreate-");
        assertThat(printed().lines().reduce((_, last) -> last)).hasValueSatisfying(line ->
                assertThat(line).startsWith("environment=office phase=READY generation=2 "));
    }

    @Test
    void what_a_young_account_may_not_have_comes_up_once_its_quota_is_raised() {
        String large = EVENTS.resolve("04-large.json").toString();

        assertThat(redkite("run", large)).isNotZero();
        assertThat(printed() + err).contains("L-1216C47A");

        assertThat(redkite("run", large, "--vcpus", "96")).isZero();
    }

    @Test
    void a_duration_that_is_none_exits_2() {
        assertThat(redkite("run", EVENTS.resolve("01-minimal.json").toString(), "--for", "-P1D")).isEqualTo(2);
        assertThat(redkite("run", EVENTS.resolve("01-minimal.json").toString(), "--for", "a week")).isEqualTo(2);
    }

    @Test
    void a_refused_request_exits_2_and_lists_every_violation() {
        assertThat(redkite("run", EVENTS.resolve("invalid-everything.json").toString())).isEqualTo(2);

        assertThat(printed()).contains("7 violations").contains("$.kafka.version").contains("$.workload.rows");
    }

    @Test
    void a_request_to_the_http_api_is_answered_as_a_caller_would_see_it() {
        assertThat(redkite("run", EVENTS.resolve("22-api-invalid.json").toString())).isEqualTo(2);
        assertThat(printed()).contains("HTTP 422").contains("content-type: application/problem+json").contains("$.kubernets");

        assertThat(redkite("run", EVENTS.resolve("24-api-list.json").toString(), "--json")).isZero();
        assertThat(printed()).endsWith("}\n").contains("\"status\" : 200");
    }

    @Test
    void what_comes_from_slack_may_come_behind_others() {
        assertThat(redkite("run", EVENTS.resolve("24-api-list.json").toString(), EVENTS.resolve("31-slack-bad-signature.json").toString()))
                .isEqualTo(2);
        assertThat(printed()).contains("HTTP 200", "HTTP 401");
    }

    @Test
    void what_the_bus_cannot_place_keeps_nothing_behind_it_from_being_delivered() {
        assertThat(redkite("run", EVENTS.resolve("41-eventbridge-unknown.json").toString(), EVENTS.resolve("24-api-list.json").toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Redkite knows no requests of detail-type Destroy Requested");
        assertThat(printed()).contains("HTTP 200");
    }

    @Test
    void a_server_needs_a_pace_and_a_free_port() throws IOException {
        assertThat(redkite("serve", "--pace", "0")).isEqualTo(2);

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(redkite("serve", "--port", Integer.toString(taken.getLocalPort()))).isEqualTo(2);
        }

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--pace takes 1 to 3600").contains("Next: choose another with --port.");
    }

    @Test
    void a_missing_file_exits_2() {
        assertThat(redkite("run", "nothing.json")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nothing.json does not exist");
    }

    @Test
    void an_environment_that_fails_exits_1_and_says_the_next_move() throws IOException {
        Files.writeString(folder.resolve("milvus-5.0.19.tgz"), "not the pinned chart");

        assertThat(redkite("run", EVENTS.resolve("01-minimal.json").toString(), "--charts", folder.toString())).isEqualTo(1);

        assertThat(printed()).contains("✗ MilvusRelease").contains("expected SHA-256").contains("Next:").contains("phase=FAILED");
    }

    @Test
    void a_plan_names_sizes_reasons_and_cost() {
        assertThat(redkite("plan", EVENTS.resolve("02-reference.json").toString())).isZero();

        assertThat(printed()).contains("3 × m6i.2xlarge").contains("rootCoordinator").contains("per hour");
    }

    @Test
    void a_cost_that_is_not_known_is_said_to_be_unknown_before_and_after() throws IOException {
        String frankfurt = Files.writeString(folder.resolve("demo.json"), "{\"name\":\"demo\",\"region\":\"eu-central-1\"}").toString();

        assertThat(redkite("plan", frankfurt)).isZero();
        assertThat(redkite("run", frankfurt)).isZero();

        assertThat(printed().lines().filter(line -> line.startsWith("  cost ")))
                .hasSize(2).allMatch(line -> line.endsWith("unknown: no list price is known in this region"));
    }

    @Test
    void a_plan_refuses_a_request_in_the_words_of_a_run() throws IOException {
        String event = "{\"detail-type\":\"Provision Requested\",\"source\":\"redkite.request\",\"account\":\"123456789012\",\"region\":\"us-west-2\","
                + "\"id\":\"00000000-0000-4000-8000-000000000115\",\"time\":\"2026-11-24T09:00:00Z\",\"detail\":%s}";
        String unwrapped = Files.writeString(folder.resolve("unwrapped.json"), event.formatted("{\"name\":\"demo\"}")).toString();
        String besides = Files.writeString(folder.resolve("besides.json"),
                event.formatted("{\"specification\":{\"name\":\"demo\"},\"tags\":{}}")).toString();

        assertThat(redkite("plan", unwrapped)).isEqualTo(Redkite.INVALID);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("$.specification: is required").contains("move it there");
        assertThat(redkite("plan", besides)).isEqualTo(Redkite.INVALID);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("$.tags: is not a member of this request");
    }

    @Test
    void a_plan_for_machines_is_json_alone() {
        assertThat(redkite("plan", EVENTS.resolve("01-minimal.json").toString(), "--json")).isZero();

        assertThat(Json.parse(printed()).path("milvus").path("version").asText()).isEqualTo("2.6.15");
    }
}
