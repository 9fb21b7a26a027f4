package dev.redkite.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.announcement.EventPublisher;
import dev.redkite.deployment.Operation;
import dev.redkite.failure.EnvironmentFailed;
import dev.redkite.failure.RequestRejected;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.StageRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureStepTest {

    private static final String ERROR = "dev.redkite.failure.StageBroken";

    private final Told told = Told.byExecution("first");
    private final FailureStep step = new FailureStep(told.registry(), EventPublisher.of(told.platform()));

    private static FailureSpec of(String execution, int redrives, boolean redriven) {
        return new FailureSpec(Operation.provision, "demo", execution, redrives, redriven, false, false, ERROR, "NodeGroup: no capacity", null);
    }

    private void failed(String execution, int redrives) {
        assertThatThrownBy(() -> step.run(of(execution, redrives, false)))
                .isInstanceOf(EnvironmentFailed.class).hasMessage("StageBroken: NodeGroup: no capacity");
    }

    @Test
    void notes_the_failure_frees_the_lock_and_ends_the_execution() {
        failed("first", 0);

        assertThat(told.record().phase()).isEqualTo(Phase.FAILED);
        assertThat(told.record().execution()).isNull();
        assertThat(told.record().failure()).isEqualTo(new Failure(Operation.provision, "first", 0, ERROR, "NodeGroup: no capacity"));
    }

    @Test
    void tells_the_bus() {
        failed("first", 0);

        assertThat(told.events()).singleElement().satisfies(event -> {
            assertThat(event.detailType()).isEqualTo("Environment Failed");
            assertThat(event.detail()).isEqualTo(Json.object()
                    .put("environment", "demo").put("operation", "provision").put("execution", "first").put("error", ERROR)
                    .put("message", "NodeGroup: no capacity"));
        });
    }

    @Test
    void says_rejected_when_the_request_was_turned_away_and_the_environment_is_as_it_was() {
        FailureSpec busy = new FailureSpec(Operation.provision, "demo", "second", 0, false, false, false, "dev.redkite.failure.EnvironmentBusy", "Admission: busy", null);

        assertThatThrownBy(() -> step.run(busy)).isInstanceOf(RequestRejected.class);

        assertThat(told.events()).singleElement()
                .satisfies(event -> assertThat(event.detailType()).isEqualTo("Environment Rejected"));
    }

    @Test
    void fails_again_when_called_again_in_the_same_attempt() {
        failed("first", 0);
        failed("first", 0);

        assertThat(told.record().phase()).isEqualTo(Phase.FAILED);
    }

    @Test
    void lets_a_redrive_through_without_a_word() {
        told.world().takeChanges();

        assertThat(step.run(of("first", 0, true))).isInstanceOf(Done.class);

        assertThat(told.world().takeChanges()).isEmpty();
    }

    @Test
    void notes_the_failure_of_a_redrive_too() {
        failed("first", 0);
        told.admit("first");

        failed("first", 1);

        assertThat(told.record().failure().redrives()).isEqualTo(1);
        assertThat(told.events()).hasSize(2);
    }

    @Test
    void leaves_the_record_to_the_execution_that_holds_the_lock() {
        failed("second", 0);

        assertThat(told.record().execution()).isEqualTo("first");
        assertThat(told.record().phase()).isEqualTo(Phase.PROVISIONING);
    }

    @Test
    void tells_of_a_request_that_names_no_environment() {
        FailureSpec nameless = new FailureSpec(Operation.provision, null, "second", 0, false, false, false, "dev.redkite.failure.InvalidRequest", "1 violation", null);

        assertThatThrownBy(() -> step.run(nameless)).isInstanceOf(RequestRejected.class);

        assertThat(told.events()).singleElement()
                .satisfies(event -> assertThat(event.detail().path("environment").asText()).isEmpty());
    }

    @Test
    void a_request_that_was_turned_away_is_told_with_the_reason() {
        ObjectNode input = Json.object().put("specificaton", "demo");
        FailureSpec invalid = new FailureSpec(
                Operation.provision, null, "second", 0, false, false, false, "dev.redkite.failure.InvalidRequest", "Admission: 1 violation", input);

        assertThatThrownBy(() -> step.run(invalid)).isInstanceOf(RequestRejected.class);

        assertThat(told.events()).singleElement().satisfies(event -> assertThat(event.detail().path("request")).isEqualTo(input));
    }

    private static ObjectNode told(String error, String cause) {
        ObjectNode told = Json.object();
        told.putArray("failures").addObject().put("error", error).put("cause", cause);
        return told;
    }

    @Test
    void everything_that_failed_is_told_each_with_its_next_move() {
        ObjectNode request = told(ERROR, "KafkaCluster: denied. Next: grant it.");
        request.withArray("/failures").addObject()
                .put("error", "dev.redkite.failure.StagePending").put("cause", "ObjectStorage: full");

        FailureSpec spec = FailureSpec.of(new StageRequest(StageRequest.Action.ensure, "first", request, null, null, Operation.teardown, null));

        assertThat(spec.error()).isEqualTo(ERROR);
        assertThat(spec.message().lines()).hasSize(2).first().isEqualTo("KafkaCluster: denied. Next: grant it.");
        assertThat(spec.message().lines().skip(1)).first().asString()
                .startsWith("ObjectStorage: full. ").contains("Next: stop whatever writes into the bucket");
    }

    @Test
    void the_message_is_taken_out_of_lambda_s_wrapping() {
        ObjectNode request = told(ERROR, "{\"errorMessage\":\"NodeGroup: no capacity\",\"errorType\":\"" + ERROR + "\",\"stackTrace\":[]}")
                .put("redrives", 2).put("redriven", true);
        request.withObject("/input/specification").put("name", "demo");

        FailureSpec spec = FailureSpec.of(new StageRequest(StageRequest.Action.ensure, "first", request, null, null, Operation.provision, null));

        assertThat(spec.message()).startsWith("NodeGroup: no capacity. ").contains("Next: ");
        assertThat(spec.input()).isEqualTo(request.path("input"));
        assertThat(spec.redriven()).isTrue();
    }

    @Test
    void the_services_own_plain_causes_stay_as_they_are_and_get_a_next_move() {
        ObjectNode request = told("States.Timeout", "took too long");

        FailureSpec spec = FailureSpec.of(new StageRequest(StageRequest.Action.ensure, "first", request, null, null, Operation.provision, null));

        assertThat(spec).isEqualTo(new FailureSpec(Operation.provision, null, "first", 0, false, false, false, "States.Timeout",
                "took too long. Next: read the log of the function whose state failed in the execution's graph,"
                        + " and mend what it names, then redrive the execution.", null));
    }

    @Test
    void a_teardown_that_fails_leaves_an_environment_that_only_another_one_leads_on_from() {
        FailureSpec teardown = new FailureSpec(Operation.teardown, "demo", "first", 0, false, false, false, ERROR, "Network: in use", null);

        assertThatThrownBy(() -> step.run(teardown)).isInstanceOf(EnvironmentFailed.class);

        assertThat(told.record().phase()).isEqualTo(Phase.REMOVAL_FAILED);
        assertThat(told.record().phase().halfRemoved()).isTrue();
    }

    @Test
    void a_teardown_that_is_turned_away_leaves_the_environment_what_it_was() {
        FailureSpec refused = new FailureSpec(
                Operation.teardown, "demo", "first", 0, false, false, false, "dev.redkite.failure.InvalidRequest", "ClusterAccess: theirs", null);

        assertThatThrownBy(() -> step.run(refused)).isInstanceOf(RequestRejected.class);

        assertThat(told.record().phase()).isEqualTo(Phase.PROVISIONING);
        assertThat(told.record().execution()).isNull();
        assertThat(told.record().missed().message()).isEqualTo("ClusterAccess: theirs");
        assertThat(told.events()).singleElement().satisfies(event -> assertThat(event.detailType()).isEqualTo("Environment Rejected"));
    }

    @Test
    void a_teardown_whose_backup_failed_leaves_the_environment_what_it_was_and_says_the_way_without() {
        FailureSpec backup = FailureSpec.of(new StageRequest(StageRequest.Action.ensure, "first", Json.parse("""
                {"input":{"environment":"demo"},"failures":[{"stage":"BackupJob","error":"dev.redkite.failure.StageBroken",
                "cause":"{\\"errorMessage\\":\\"BackupJob: no room. Next: make room.\\"}"}],"redrives":0,"redriven":false}"""),
                null, null, Operation.teardown, null));

        assertThatThrownBy(() -> step.run(backup)).isInstanceOf(EnvironmentFailed.class);

        assertThat(told.record().phase()).isEqualTo(Phase.PROVISIONING);
        assertThat(told.record().execution()).isNull();
        assertThat(told.record().missed().message()).startsWith("BackupJob: no room. Next: make room.").contains("\"keepData\": false");
    }

    @ParameterizedTest
    @CsvSource({"Flush, PROVISIONING", "Schedules, PROVISIONING", "MilvusRelease, FAILED", "NodeGroup, FAILED"})
    void a_pause_leaves_the_environment_what_it_was_until_anything_has_ended(String stage, Phase left) {
        FailureSpec pause = FailureSpec.of(new StageRequest(StageRequest.Action.ensure, "first", Json.parse("""
                {"input":{"environment":"demo"},"failures":[{"stage":"%1$s","error":"dev.redkite.failure.StageBroken",
                "cause":"{\\"errorMessage\\":\\"%1$s: no. Next: mend it.\\"}"}],"redrives":0,"redriven":false}""".formatted(stage)),
                null, null, Operation.pause, null));

        assertThatThrownBy(() -> step.run(pause)).isInstanceOf(EnvironmentFailed.class);

        assertThat(told.record().phase()).isEqualTo(left);
    }

    @Test
    void a_scheduled_operation_that_could_not_take_its_turn_is_noted_as_missed() {
        FailureSpec late = new FailureSpec(
                Operation.teardown, "demo", "second", 0, false, true, false, "dev.redkite.failure.StagePending", "Admission: waits its turn", null);

        assertThatThrownBy(() -> step.run(late)).isInstanceOf(EnvironmentFailed.class);

        assertThat(told.record().execution()).isEqualTo("first");
        assertThat(told.record().missed().message()).isEqualTo("Admission: waits its turn");
    }

    @Test
    void says_nothing_again_of_what_a_child_has_said_and_let_go_of() {
        failed("first", 0);
        FailureSpec parent = new FailureSpec(Operation.recreate, "demo", "first", 0, false, false, false, "States.TaskFailed", "of the child", null);

        assertThatThrownBy(() -> step.run(parent)).isInstanceOf(EnvironmentFailed.class);

        assertThat(told.events()).hasSize(1);
        assertThat(told.record().failure().message()).isEqualTo("NodeGroup: no capacity");
    }

    @Test
    void speaks_for_a_child_that_was_stopped_before_it_could() {
        FailureSpec parent = new FailureSpec(Operation.recreate, "demo", "first", 0, false, false, false, "States.TaskFailed", "stopped", null);

        assertThatThrownBy(() -> step.run(parent)).isInstanceOf(EnvironmentFailed.class);

        assertThat(told.events()).hasSize(1);
        assertThat(told.record().execution()).isNull();
    }

    @Test
    void the_message_is_taken_out_of_a_childs_wrapping_too() {
        String ofLambda = "{\"errorMessage\":\"NodeGroup: no capacity\"}";
        ObjectNode request = told("States.TaskFailed", Json.text(Json.object().put("Error", ERROR).put("Cause", ofLambda)));

        FailureSpec spec = FailureSpec.of(new StageRequest(StageRequest.Action.ensure, "first", request, null, null, Operation.recreate, null));

        assertThat(spec.message()).startsWith("NodeGroup: no capacity. ").contains("Next: ");
    }

    private void turnedAway(int euros, String letters) {
        FailureSpec large = new FailureSpec(Operation.provision, null, "second", 0, false, false, false, "dev.redkite.failure.InvalidRequest",
                "Admission: no", Json.tree("\u20ac".repeat(euros) + letters));

        assertThatThrownBy(() -> step.run(large)).isInstanceOf(RequestRejected.class);
    }

    /** In UTF-8 a euro sign has three bytes, and a text two quotation marks. */
    @Test
    void a_request_that_is_too_large_for_an_event_in_bytes_is_left_out_of_it() {
        turnedAway(33_332, "abc");

        assertThat(told.events()).singleElement().satisfies(event -> assertThat(event.detail().has("request")).isFalse());
    }

    @Test
    void a_request_that_just_fits_is_told() {
        turnedAway(33_332, "ab");

        assertThat(told.events()).singleElement().satisfies(event -> assertThat(event.detail().has("request")).isTrue());
    }

    @Test
    void the_environment_is_what_the_request_names_and_else_what_its_specification_does() {
        ObjectNode told = told(ERROR, "no");
        ObjectNode input = told.putObject("input");
        input.putObject("specification").put("name", "described");
        assertThat(environment(told)).isEqualTo("described");

        input.put("environment", "named");
        assertThat(environment(told)).isEqualTo("named");
    }

    private static String environment(ObjectNode told) {
        return FailureSpec.of(new StageRequest(StageRequest.Action.ensure, "first", told, null, null, Operation.provision, null)).environment();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Not A Name", "\u0000"})
    void what_can_be_no_environments_name_is_not_looked_up(String name) {
        ObjectNode told = told("dev.redkite.failure.InvalidRequest", "no");
        told.putObject("input").put("environment", name);
        FailureSpec spec = FailureSpec.of(new StageRequest(StageRequest.Action.ensure, "second", told, null, null, Operation.teardown, null));

        assertThat(spec.environment()).isNull();
        assertThatThrownBy(() -> step.run(spec)).isInstanceOf(RequestRejected.class).hasMessage("InvalidRequest: no");
    }

    /** Machines of before there were versions, as in tests/judges/deployed, call the newest code and tell one failure, without a list. */
    @Test
    void what_a_machine_of_before_tells_is_told_in_its_words() {
        ObjectNode request = Json.object().put("error", "dev.redkite.failure.EnvironmentBusy").put("cause", "Admission: busy").put("redrives", 0);
        request.putObject("input").putObject("specification").put("name", "demo");

        FailureSpec read = FailureSpec.of(new StageRequest(StageRequest.Action.ensure, "first", request, null, null, Operation.provision, null));

        assertThat(read.error()).isEqualTo("dev.redkite.failure.EnvironmentBusy");
        assertThat(read.message()).isEqualTo("Admission: busy");
    }
}
