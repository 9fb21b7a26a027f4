package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.states.Execution;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What people read while executions are under way, one or several at once. */
class StageBoardTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static ObjectNode event(String name) throws Exception {
        ObjectNode event = (ObjectNode) Json.parse(Files.readString(Path.of("../events/01-minimal.json")));
        event.put("id", "request-" + name);
        ((ObjectNode) event.at("/detail/specification")).put("name", name);
        return event;
    }

    private Sandbox watched(boolean interactive) throws Exception {
        Sandbox sandbox = Sandbox.open(TestSettings.of(event("one")).withQuotas(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 64)));
        sandbox.listen(new StageBoard(new Terminal(printed, interactive, 140), sandbox.stages(), true));
        return sandbox;
    }

    @Test
    void environments_that_are_made_beside_each_other_have_lines_of_their_own() throws Exception {
        try (Sandbox sandbox = watched(false)) {
            Execution one = sandbox.start(event("one"));
            sandbox.advance(Duration.ofMinutes(10));
            Execution two = sandbox.start(event("two"));
            sandbox.runUntil(() -> !one.isRunning() && !two.isRunning());
        }

        assertThat(lines()).filteredOn(line -> line.startsWith("✓ one ") && line.contains(" NodeGroup ")).hasSize(1);
        assertThat(lines()).filteredOn(line -> line.startsWith("✓ two ") && line.contains(" NodeGroup ")).hasSize(1);
        assertThat(lines()).noneMatch(line -> line.startsWith("✗"));
    }

    @Test
    void on_a_terminal_what_has_ended_stays_above_what_still_runs() throws Exception {
        try (Sandbox sandbox = watched(true)) {
            Execution one = sandbox.start(event("one"));
            sandbox.advance(Duration.ofMinutes(10));
            Execution two = sandbox.start(event("two"));
            sandbox.runUntil(() -> !one.isRunning() && !two.isRunning());
        }

        String screen = out.toString(StandardCharsets.UTF_8);
        assertThat(screen.lastIndexOf(" one ")).isLessThan(screen.lastIndexOf(" two "));
    }

    @Test
    void the_stage_that_failed_is_written_as_failed_and_those_beside_it_as_stopped() throws Exception {
        try (Sandbox sandbox = watched(false)) {
            refuseBuckets(sandbox);
            sandbox.deliver(event("one"));
        }

        assertThat(lines()).anyMatch(line -> line.startsWith("✗ one ") && line.contains("ObjectStorage") && line.contains("planted"));
        assertThat(lines()).filteredOn(line -> line.startsWith("✗")).hasSize(1);
        assertThat(lines()).anyMatch(line -> line.startsWith("– one ") && line.contains("KafkaConfiguration"));
    }

    @Test
    void a_dated_board_says_when_and_whose_on_every_line_and_the_ending_closes_it() throws Exception {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event("one")))) {
            sandbox.listen(StageBoard.dated(new Terminal(printed, false, 140), sandbox.stages(), ZoneId.of("Europe/Berlin")));
            sandbox.listen((execution, event) -> Ending.of(sandbox, execution, event).forEach(printed::println));
            refuseBuckets(sandbox);
            sandbox.deliver(event("one"));
        }

        assertThat(lines()).anyMatch(line -> line.matches("Tue 2026-11-24 10:00:\\d\\d\\+01:00 ✗ one +ObjectStorage .*"));
        assertThat(lines()).anyMatch(line -> line.matches("2026-11-24T09:00:\\S+ environment=one phase=FAILED generation=1 elapsed=.*"));
        assertThat(lines().getLast()).startsWith("one: ").contains("planted", "Next:");
    }

    @Test
    void a_board_that_breaks_is_told_of_once_and_stops_nothing() throws Exception {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event("one")))) {
            sandbox.listen(new Unfailing((_, _) -> {
                throw new IllegalStateException("planted");
            }, printed::println));

            assertThat(sandbox.deliver(event("one")).ready()).isTrue();
        }

        assertThat(lines()).singleElement().asString().contains("planted", "what it is about goes on");
    }

    private static void refuseBuckets(Sandbox sandbox) {
        sandbox.world().intercept((call, service) -> {
            if (call.operation().equals("CreateBucket")) {
                throw refusal();
            }
            return service.get();
        });
    }

    private static S3Exception refusal() {
        return (S3Exception) S3Exception.builder().statusCode(400).message("planted")
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("InvalidRequest").errorMessage("planted").serviceName("S3").build())
                .build();
    }
}
