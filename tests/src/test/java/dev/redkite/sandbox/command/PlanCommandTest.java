package dev.redkite.sandbox.command;

import static dev.redkite.sandbox.command.TypedCommands.redkite;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plan} prints of a request, and of a change, and {@code run} of one that was made. */
class PlanCommandTest {

    private static final Path EVENTS = Path.of("../events");

    @RegisterExtension
    private final TypedCommands typed = new TypedCommands();

    @TempDir
    private Path folder;

    @Test
    void a_plan_names_sizes_reasons_and_cost() {
        assertThat(redkite("plan", EVENTS.resolve("02-reference.json").toString())).isZero();

        assertThat(typed.printed()).contains("3 × m6i.2xlarge").contains("rootCoordinator").contains("per hour")
                .contains("its API answers 0.0.0.0/0; IAM decides who gets in");
    }

    @Test
    void a_plan_refuses_a_request_in_the_words_of_a_run() throws IOException {
        String event = "{\"detail-type\":\"Provision Requested\",\"source\":\"redkite.request\",\"account\":\"123456789012\",\"region\":\"us-west-2\","
                + "\"id\":\"00000000-0000-4000-8000-000000000115\",\"time\":\"2026-11-24T09:00:00Z\",\"detail\":%s}";
        String unwrapped = Files.writeString(folder.resolve("unwrapped.json"), event.formatted("{\"name\":\"demo\"}")).toString();
        String besides = Files.writeString(folder.resolve("besides.json"),
                event.formatted("{\"specification\":{\"name\":\"demo\"},\"tags\":{}}")).toString();

        assertThat(redkite("plan", unwrapped)).isEqualTo(Redkite.INVALID);
        assertThat(typed.errors()).contains("$.specification: is required").contains("move it there");
        assertThat(redkite("plan", besides)).isEqualTo(Redkite.INVALID);
        assertThat(typed.errors()).contains("$.tags: is not a member of this request");
    }

    @Test
    void a_plan_against_another_request_names_what_changes_and_what_then_happens() throws IOException {
        String against = EVENTS.resolve("02-reference.json").toString();
        String update = EVENTS.resolve("13-update-nodes.json").toString();

        assertThat(redkite("plan", update, "--against", against)).isZero();
        assertThat(typed.printed()).contains("compared with " + against + ": 2 changes", "  ~ $.nodes.count: 3 → 4 (nodes are added)", "  ~ $.cost.perMonth: ");
        typed.clear();
        assertThat(redkite("plan", update, "--against", update)).isZero();
        assertThat(typed.printed()).contains("nothing changes").doesNotContain("~");
        typed.clear();
        assertThat(redkite("plan", update, "--against", against, "--json")).isZero();
        assertThat(Json.parse(typed.printed()).path("changes").findValuesAsText("path")).containsExactly("$.nodes.count", "$.cost.perMonth");
    }

    @Test
    void a_plan_against_another_request_refuses_what_cannot_change_in_place_and_says_which_file_is_wrong() throws IOException {
        String demo = Files.writeString(folder.resolve("demo.json"), "{\"name\":\"demo\"}").toString();
        String types = Files.writeString(folder.resolve("types.json"), "{\"name\":\"demo\",\"nodes\":{\"instanceType\":\"r7i.2xlarge\"}}").toString();
        String other = Files.writeString(folder.resolve("other.json"), "{\"name\":\"other\"}").toString();

        assertThat(redkite("plan", types, "--against", demo)).isEqualTo(Redkite.INVALID);
        assertThat(redkite("plan", other, "--against", demo)).isEqualTo(Redkite.INVALID);
        assertThat(redkite("plan", demo, "--against", EVENTS.resolve("invalid-kafka-4.json").toString())).isEqualTo(Redkite.INVALID);
        assertThat(redkite("plan", demo, "--against", EVENTS.resolve("10-teardown.json").toString())).isEqualTo(Redkite.INVALID);

        assertThat(typed.errors()).contains("$.nodes.instanceType: cannot change from m6i.2xlarge to r7i.2xlarge in place", "is other, but demo is what it is compared with",
                "invalid-kafka-4.json: 1 violation in the request:", "10-teardown.json asks for \"Teardown Requested\"");
    }

    @Test
    void a_run_says_at_its_end_what_an_update_has_changed_and_nothing_so_of_a_creation() {
        assertThat(redkite("run", EVENTS.resolve("02-reference.json").toString(), EVENTS.resolve("13-update-nodes.json").toString(),
                EVENTS.resolve("13-update-nodes.json").toString())).isZero();

        assertThat(typed.printed().lines().filter(line -> line.startsWith("  changed "))).containsExactly(
                "  changed     $.nodes.count: 3 → 4", "  changed     nothing: everything was as it is asked for");
    }

    @Test
    void a_plan_for_machines_is_json_alone() {
        assertThat(redkite("plan", EVENTS.resolve("01-minimal.json").toString(), "--json")).isZero();

        assertThat(Json.parse(typed.printed()).path("milvus").path("version").asText()).isEqualTo("2.6.15");
    }
}
