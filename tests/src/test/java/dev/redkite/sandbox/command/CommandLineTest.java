package dev.redkite.sandbox.command;

import static dev.redkite.sandbox.command.TypedCommands.redkite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands as a person or a script meets them: what is printed, and the exit code. */
class CommandLineTest {

    private static final Path EVENTS = Path.of("../events");

    @RegisterExtension
    private final TypedCommands typed = new TypedCommands();

    @TempDir
    private Path folder;

    @Test
    void a_run_that_ends_ready_exits_0_and_ends_with_a_line_for_machines() throws IOException {
        Path trace = folder.resolve("trace.txt");

        assertThat(redkite("run", EVENTS.resolve("01-minimal.json").toString(), "--trace", trace.toString())).isZero();
        assertThat(typed.errors()).doesNotContain("WARN");
        assertThat(timeless(typed.printed())).as("what README shows of it").contains(shownByTheReadme());

        assertThat(typed.printed().lines().reduce((_, last) -> last)).hasValueSatisfying(line ->
                assertThat(line).startsWith("environment=demo phase=READY generation=1 elapsed=PT"));
        assertThat(typed.printed()).contains("✓ KafkaCluster", "nothing listens at these addresses",
                        "echo '{\"detail-type\":\"Teardown Requested\",\"source\":\"redkite.request\",\"detail\":{\"environment\":\"demo\"}}'"
                                + " | ./redkite run ../events/01-minimal.json --trace " + trace + " -")
                .doesNotContain("\u001b[");
        assertThat(Files.readAllLines(trace)).anyMatch(line -> line.contains("Kafka:CreateClusterV2"));
    }

    /** As docs/use.md says. */
    @Test
    void a_backup_and_its_restore_are_told_of_with_what_they_hold() {
        assertThat(redkite("run", EVENTS.resolve("01-minimal.json").toString(), EVENTS.resolve("02-reference.json").toString(),
                EVENTS.resolve("17-backup.json").toString(), EVENTS.resolve("18-restore.json").toString(), "--vcpus", "64")).as(typed.errors()).isZero();

        assertThat(typed.printed()).contains("The backup is made and proven.", "before_upgrade", "0 rows in 0 collections", "The backup is restored and proven.");
    }

    /** Line by line; where it leaves something out, up to there. */
    private static List<String> shownByTheReadme() throws IOException {
        return Files.readAllLines(Path.of("../README.md")).stream()
                .dropWhile(line -> !line.startsWith("✓ "))
                .takeWhile(line -> !line.equals("```"))
                .map(line -> timeless(line.replaceFirst("…$", "")))
                .toList();
    }

    /** What Helm remembers of a cluster's API spares it looks, so times differ by some seconds from process to process. */
    private static String timeless(String text) {
        return text.replaceAll(" +(\\d+m )?\\d+s\\b", " TIME");
    }

    @Test
    void what_falls_due_after_the_last_event_is_told_a_line_each_on_the_clock_of_its_time_zone() {
        redkite("run", EVENTS.resolve("14-scheduled.json").toString(), "--for", "P1D");

        assertThat(typed.printed()).containsPattern("(?m)^Wed 2026-10-21 19:\\d\\d:\\d\\d\\+02:00 ✓ office +NodeGroup ").doesNotContainPattern("[0-9a-f]{64}");
        assertThat(typed.printed()).contains("Milvus is ready.",
                "2026-10-21T19:00:00+02:00 teardown office-teardown-", "2026-10-22T07:00:00+02:00 recreate office-recreate-");
        assertThat(typed.printed().lines().reduce((_, last) -> last)).hasValueSatisfying(line ->
                assertThat(line).startsWith("environment=office phase=READY generation=2 "));
    }

    @Test
    void what_a_young_account_may_not_have_comes_up_once_its_quota_is_raised() {
        String large = EVENTS.resolve("04-large.json").toString();

        assertThat(redkite("run", large)).isNotZero();
        assertThat(typed.printed() + typed.errors()).contains("L-1216C47A");
        assertThat(typed.printed().lines().reduce((_, last) -> last)).hasValueSatisfying(line ->
                assertThat(line).startsWith("environment=large phase=INVALID elapsed=").doesNotContain("generation", "criticalPath", "ratio"));

        assertThat(redkite("run", large, "--vcpus", "96")).isZero();
    }

    @Test
    void a_duration_that_is_none_exits_2() {
        assertThat(redkite("run", EVENTS.resolve("01-minimal.json").toString(), "--for", "-P1D")).isEqualTo(2);
        assertThat(redkite("run", EVENTS.resolve("01-minimal.json").toString(), "--for", "a week")).isEqualTo(2);
        assertThat(redkite("run", EVENTS.resolve("01-minimal.json").toString(), "--for", "7d")).isEqualTo(2);

        assertThat(typed.errors()).contains("'-P1D' is no duration to come", "'a week' is no duration to come", "did you mean P7D?");
    }

    @Test
    void a_refused_request_exits_2_and_lists_every_violation() {
        assertThat(redkite("run", EVENTS.resolve("invalid-everything.json").toString())).isEqualTo(2);

        assertThat(typed.printed()).contains("7 violations").contains("$.kafka.version").contains("$.workload.rows");
    }

    @Test
    void a_request_to_the_http_api_is_answered_as_a_caller_would_see_it() {
        assertThat(redkite("run", EVENTS.resolve("22-api-invalid.json").toString())).isEqualTo(2);
        assertThat(typed.printed()).contains("HTTP 422").contains("content-type: application/problem+json").contains("$.kubernets");

        assertThat(redkite("run", EVENTS.resolve("24-api-list.json").toString(), "--json")).isZero();
        assertThat(typed.printed()).endsWith("}\n").contains("\"status\" : 200");
    }

    @Test
    void what_comes_from_slack_may_come_behind_others() {
        assertThat(redkite("run", EVENTS.resolve("24-api-list.json").toString(), EVENTS.resolve("31-slack-bad-signature.json").toString()))
                .isEqualTo(2);
        assertThat(typed.printed()).contains("HTTP 200", "HTTP 401");
    }

    @Test
    void what_the_bus_cannot_place_keeps_nothing_behind_it_from_being_delivered() {
        assertThat(redkite("run", EVENTS.resolve("41-eventbridge-unknown.json").toString(), EVENTS.resolve("24-api-list.json").toString()))
                .isEqualTo(2);
        assertThat(typed.errors()).contains("Redkite knows no requests of detail-type Destroy Requested");
        assertThat(typed.printed()).contains("HTTP 200");
    }

    @Test
    void a_server_needs_a_pace_and_a_free_port() throws IOException {
        assertThat(redkite("serve", "--pace", "0")).isEqualTo(2);

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(redkite("serve", "--port", Integer.toString(taken.getLocalPort()))).isEqualTo(2);
        }

        assertThat(typed.errors()).contains("--pace takes 1 to 3600").contains("Next: choose another with --port.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "rnu | did you mean run?",
        "verson | did you mean version?",
        "run --trce x y | Unknown option: '--trce'; did you mean --trace?",
        "run | Missing required parameter: 'FILE'",
        "faults ../events/01-minimal.json --every x | 'x' is no whole number",
        "faults ../events/01-minimal.json --every 0 | --every takes 1 or more, not 0",
        "faults ../events/10-teardown.json | from \"Provision Requested\" or a bare specification on",
        "soak --runs 0 | --runs takes 1 or more, not 0",
        "soak --runs 1 --traces /nowhere | --traces: /nowhere does not exist",
        "soak --seed x | 'x' is no whole number",
        "burst ../events/01-minimal.json --environments 0 | --environments takes 1 or more, not 0",
        "burst ../events/10-teardown.json | environments are begun, from \"Provision Requested\" or a bare specification on",
        "soak --runs 3000000000 | '3000000000' is larger than any number that is taken here",
        "serve --port 99999 | --port takes 0 to 65535, not 99999",
        "serve --charts /nowhere | --charts: /nowhere does not exist",
        "run ../events/01-minimal.json --charts /nowhere | --charts: /nowhere does not exist",
        "run ../events/01-minimal.json --charts ../events | --charts: there is no chart (*.tgz) in ../events",
        "run ../events/01-minimal.json --trace /nowhere/trace.txt | --trace: /nowhere does not exist",
        "run ../events/01-minimal.json --trace ../events | --trace: ../events is a directory",
        "run ../events/01-minimal.json --vcpus -1 | --vcpus takes 0 or more, not -1",
        "plan ../events/10-teardown.json | asks for \"Teardown Requested\"; plan takes \"Provision Requested\" or a bare specification. Next: ./redkite run FILE",
        "plan ../events/20-api-create.json | is a request to the HTTP API; plan takes \"Provision Requested\" or a bare specification",
        "plan ../events/invalid-misspelt-member.json | $.milvus.versoin: is not a member of milvus; did you mean version?",
        "plan ../events/40-eventbridge-malformed.json | $.specificaton: is not a member of this request; did you mean specification?",
    })
    void what_cannot_be_meant_exits_2_before_anything_runs_and_says_what_would_be_right(String arguments, String said) {
        assertThat(redkite(arguments.split(" "))).isEqualTo(Redkite.INVALID);

        assertThat(typed.errors()).contains(said).doesNotContain("Exception", "\tat ");
        assertThat(typed.printed()).isEmpty();
    }

    @Test
    void a_request_of_a_kind_that_nobody_knows_is_told_the_kinds_that_there_are() throws IOException {
        String file = Files.writeString(folder.resolve("other.json"),
                "{\"detail-type\":\"Provision Request\",\"source\":\"redkite.request\",\"detail\":{}}").toString();

        assertThat(redkite("run", file)).isEqualTo(Redkite.INVALID);

        assertThat(typed.errors()).startsWith(file).contains("Requests have the detail-type Provision Requested, Pause Requested, Resume Requested, Recreate Requested, Teardown Requested, Backup Requested, Restore Requested",
                "did you mean Provision Requested?");
    }

    @Test
    void help_and_version_are_commands_too() {
        assertThat(redkite("help")).isZero();
        assertThat(redkite("help", "run")).isZero();
        assertThat(redkite("version")).isZero();

        assertThat(typed.printed()).contains("Usage: redkite [", "Usage: redkite run [", "redkite " + Version.NUMBER, "commit   ", "milvus 5.0.19",
                "aws-load-balancer-controller 3.5.0", "jdk      " + Runtime.version());
    }

    @Test
    void the_version_is_the_projects() throws IOException {
        assertThat(Files.readString(Path.of("../pom.xml"))).contains("<version>" + Version.NUMBER + "</version>");
    }

    /** An example that is out of date would be worse than none. */
    @Test
    void every_command_shows_examples_that_can_be_given_as_they_stand_and_the_exit_codes() {
        CommandLine root = Redkite.commandLine();
        List<CommandLine> commands = Stream.concat(Stream.of(root), Stream.of("plan", "run", "serve", "faults", "soak", "burst", "version")
                .map(root.getSubcommands()::get)).toList();

        assertThat(commands).allSatisfy(command -> {
            assertThat(command.getUsageMessage()).contains("--help").contains("--debug").contains("Exit codes:").contains("Redkite itself failed");
            assertThat(examples(command)).isNotEmpty().allSatisfy(example ->
                    assertThatCode(() -> Redkite.commandLine().parseArgs(example)).as(List.of(example).toString()).doesNotThrowAnyException());
        });
    }

    private static List<String[]> examples(CommandLine command) {
        return Stream.of(command.getCommandSpec().usageMessage().footer())
                .map(line -> line.strip().replaceFirst("^echo .* \\| ", "").replaceFirst("(\\S) {3,}\\S.*$", "$1"))
                .map(line -> line.replaceFirst("^\\./redkite ", "").split(" "))
                .toList();
    }

    @Test
    void a_specification_may_come_by_the_standard_input() {
        InputStream keyboard = System.in;
        System.setIn(new ByteArrayInputStream("{\"name\":\"piped\",}".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(redkite("plan", "-")).isEqualTo(Redkite.INVALID);
            assertThat(typed.errors()).startsWith("The standard input is not JSON: line 1, column 17: a comma stands before the closing }");

            System.setIn(new ByteArrayInputStream("{\"name\":\"piped\"}".getBytes(StandardCharsets.UTF_8)));
            assertThat(redkite("plan", "-")).isZero();
            assertThat(typed.printed()).startsWith("Environment piped");
        } finally {
            System.setIn(keyboard);
        }
    }

    @Test
    void an_error_of_redkites_own_says_how_to_learn_where_it_arose_and_debug_shows_it() {
        assertThat(Errors.report(new IllegalStateException("planted"), false)).isEqualTo(Redkite.BROKEN);
        assertThat(typed.errors()).contains("planted", "run the same again with --debug").doesNotContain("\tat ");

        assertThat(Errors.report(new IllegalStateException("planted"), true)).isEqualTo(Redkite.BROKEN);
        assertThat(typed.errors()).contains("\tat dev.redkite.sandbox.command.CommandLineTest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--debug plan nothing.json", "plan --debug nothing.json"})
    void debug_may_stand_before_or_after_the_command(String arguments) {
        CommandLine line = Redkite.commandLine();
        line.execute(arguments.split(" "));

        assertThat(CommonOptions.debugs(line.getSubcommands().get("plan"))).isTrue();
    }

    @Test
    void events_stand_apart_and_a_chart_is_told_of_once() {
        String minimal = EVENTS.resolve("01-minimal.json").toString();

        assertThat(redkite("run", minimal, minimal)).isZero();

        assertThat(typed.printed()).contains("\n\n" + minimal + " in the sandbox").containsOnlyOnce("Chart milvus-5.0.19: a stand-in")
                .containsOnlyOnce("see it torn down again");
    }

    @Test
    void a_missing_file_exits_2() {
        assertThat(redkite("run", "nothing.json")).isEqualTo(2);

        assertThat(typed.errors()).contains("nothing.json does not exist");
    }

    @Test
    void an_environment_that_fails_exits_1_and_says_the_next_move() throws IOException {
        Path request = Files.writeString(folder.resolve("demo.json"),
                "{\"name\": \"demo\", \"milvus\": {\"helmValues\": {\"proxy\": {\"tolerations\": [\"no toleration\"]}}}}");

        assertThat(redkite("run", request.toString())).isEqualTo(1);

        assertThat(typed.printed()).contains("✗ MilvusFoundation").contains("Next:").contains("phase=FAILED");
        assertThat(typed.printed()).containsPattern("standing +\\d+ resources; what costs money by the hour until it is removed: MSK cluster, node group, EKS cluster")
                .containsPattern("aws stepfunctions redrive-execution --execution-arn arn:\\S+:execution:\\S+")
                .contains("\"detail-type\":\"Teardown Requested\"");
    }

    @Test
    void a_chart_that_is_not_the_pinned_one_is_refused_before_anything_is_made() throws IOException {
        Files.writeString(folder.resolve("milvus-5.0.19.tgz"), "not the pinned chart");

        assertThat(redkite("run", EVENTS.resolve("01-minimal.json").toString(), "--charts", folder.toString())).isEqualTo(1);

        assertThat(typed.printed()).contains("✗ Admission", "expected SHA-256", "Next: run ./redkite charts --to " + folder, "standing    nothing of it");
    }

    @Test
    void a_cost_that_is_not_known_is_said_to_be_unknown_before_and_after() throws IOException {
        String frankfurt = Files.writeString(folder.resolve("demo.json"), "{\"name\":\"demo\",\"region\":\"eu-central-1\"}").toString();

        assertThat(redkite("plan", frankfurt)).isZero();
        assertThat(redkite("run", frankfurt)).isZero();

        assertThat(typed.printed().lines().filter(line -> line.startsWith("  cost ")))
                .hasSize(2).allMatch(line -> line.endsWith("unknown: no list price is known in this region"));
    }
}
