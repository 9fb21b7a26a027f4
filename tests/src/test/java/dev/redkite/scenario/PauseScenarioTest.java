package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.kubernetes.StatusException;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An environment sleeps and wakes; what people ask of one that sleeps. */
class PauseScenarioTest {

    private static final String DEMO = "demo";

    private final ObjectNode event = Events.read("03-new-network");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private EnvironmentRecord record() {
        return Happened.record(sandbox, DEMO);
    }

    private List<String> standing(String kind) {
        return sandbox.world().inventory().entrySet().stream()
                .filter(thing -> thing.getKey().startsWith(kind) && DEMO.equals(thing.getValue().get("redkite:environment")))
                .map(Map.Entry::getKey).toList();
    }

    private Outcome paused() {
        assertThat(sandbox.deliver(event).phase()).isEqualTo("READY");
        Outcome outcome = sandbox.deliver(Events.pause(DEMO));
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("PAUSED");
        return outcome;
    }

    @Test
    void what_costs_by_the_hour_goes_and_what_holds_data_stays() {
        paused();

        assertThat(standing("ec2:instance/")).isEmpty();
        assertThat(standing("ec2:natgateway/")).isEmpty();
        assertThat(standing("ec2:elastic-ip/")).isEmpty();
        assertThat(standing("ec2:volume/")).as("volumes of etcd").isNotEmpty();
        assertThat(standing("s3:bucket/")).hasSize(1);
        assertThat(standing("kafka:cluster/")).hasSize(1);
        assertThat(standing("elasticloadbalancing:loadbalancer/")).hasSize(2);
    }

    @Test
    void the_registry_says_what_goes_on_costing_and_until_when() {
        Outcome outcome = paused();

        assertThat(record().phase()).isEqualTo(Phase.PAUSED);
        assertThat(record().execution()).as("lock").isNull();
        assertThat(record().endpoints()).as("addresses stay").isNotNull();
        assertThat(record().pause().at("/cost/perHour").asDouble()).isPositive()
                .isLessThan(0.6 * record().pause().at("/costRunning/perHour").asDouble());
        assertThat(record().pause()).isEqualTo(outcome.output().path("suspension"));
        assertThat(Instant.parse(record().pause().path("resumesAt").asText()))
                .isBetween(sandbox.world().clock().instant().plus(Duration.ofDays(5)), sandbox.world().clock().instant().plus(Duration.ofDays(6)));
    }

    @Test
    void resumed_it_is_ready_within_nine_minutes_at_the_same_address() {
        sandbox.deliver(event);
        String address = record().endpoints().path("milvus").asText();
        sandbox.deliver(Events.pause(DEMO));
        sandbox.advance(Duration.ofHours(12));

        Outcome outcome = sandbox.deliver(Events.resume(DEMO));

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(outcome.elapsed()).isLessThan(Duration.ofMinutes(9)).isGreaterThanOrEqualTo(outcome.criticalPath());
        assertThat(record().phase()).isEqualTo(Phase.READY);
        assertThat(record().pause()).isNull();
        assertThat(record().generation()).isEqualTo(1);
        assertThat(record().endpoints().path("milvus").asText()).isEqualTo(address);
        assertThat(sandbox.world().scheduler().inventory().keySet()).noneMatch(name -> name.endsWith("-wake"));
    }

    @Test
    void paused_twice_is_paused_once() {
        paused();
        String resumesAt = record().pause().path("resumesAt").asText();
        sandbox.advance(Duration.ofDays(1));

        assertThat(sandbox.deliver(Events.again(Events.pause(DEMO), 1)).phase()).isEqualTo("PAUSED");

        assertThat(record().pause().path("resumesAt").asText()).isEqualTo(resumesAt);
    }

    @Test
    void a_day_before_the_brokers_forget_it_is_resumed_by_itself() {
        paused();

        sandbox.advance(Duration.ofDays(7));

        assertThat(record().phase()).isEqualTo(Phase.READY);
        assertThat(sandbox.executions().all()).allSatisfy(execution -> assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED));
    }

    @Test
    void an_update_is_refused_with_the_way_and_changes_nothing() {
        paused();

        Outcome refused = sandbox.deliver(Events.again(event, 1));

        assertThat(refused.phase()).isEqualTo("INVALID");
        assertThat(refused.message()).startsWith("Admission: Environment demo is paused").contains("Next: resume it");
        assertThat(record().phase()).isEqualTo(Phase.PAUSED);
    }

    @Test
    void torn_down_right_from_its_sleep_nothing_is_left() {
        paused();

        Outcome outcome = sandbox.deliver(Events.teardown(DEMO));

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
        assertThat(standing("")).as("but for the key, which waits").allMatch(thing -> thing.startsWith("kms:"));
        assertThat(sandbox.world().scheduler().inventory().keySet()).noneMatch(name -> name.contains("redkite-demo"));
    }

    @Test
    void recreated_from_its_sleep_it_is_ready_as_the_next_generation() {
        paused();

        Outcome outcome = sandbox.deliver(Events.recreate(DEMO));

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(record().generation()).isEqualTo(2);
    }

    @Test
    void what_was_never_ready_cannot_be_paused() {
        Execution provision = sandbox.start(event);
        sandbox.advance(Duration.ofMinutes(5));
        sandbox.executions().stop(provision, "Operator", "changed my mind");

        Outcome refused = sandbox.deliver(Events.pause(DEMO));

        assertThat(refused.phase()).isEqualTo("INVALID");
        assertThat(refused.message()).contains("was never ready", "Next: send its specification");
    }

    @Test
    void a_pause_that_was_stopped_anywhere_is_led_on_by_another_and_by_a_resume() {
        sandbox.deliver(event);
        for (int seconds : List.of(3, 15, 100, 400)) {
            Execution pause = sandbox.start(Events.again(Events.pause(DEMO), seconds));
            sandbox.advance(Duration.ofSeconds(seconds));
            if (pause.isRunning()) {
                sandbox.executions().stop(pause, "Operator", "changed my mind");
            }
            Outcome outcome = sandbox.deliver(Events.again(Events.resume(DEMO), seconds));
            assertThat(outcome.phase()).as("stopped after %d s: %s", seconds, outcome.message()).isEqualTo("READY");
        }
    }

    @Test
    void rows_that_cannot_be_stored_keep_it_awake_and_people_are_told_why() {
        sandbox.deliver(event);
        sandbox.clusters().faults().refuses(request -> request.path().contains("/pods"), StatusException.of(500, "InternalError", "etcdserver: request timed out"));

        Outcome failed = sandbox.deliver(Events.pause(DEMO));

        assertThat(failed.phase()).isEqualTo("FAILED");
        assertThat(failed.message()).contains("etcdserver: request timed out", "Next: ", "Nothing was stopped: the environment is what it was.");
        assertThat(record().phase()).as("Milvus serves as it did").isEqualTo(Phase.READY);
        assertThat(record().execution()).as("lock").isNull();
        assertThat(record().missed().message()).isEqualTo(failed.message());
        assertThat(standing("ec2:natgateway/")).as("nothing was given back").hasSize(3);
        sandbox.clusters().faults().cured();
        assertThat(sandbox.deliver(Events.again(Events.pause(DEMO), 1)).phase()).isEqualTo("PAUSED");
    }

    /** Whoever armed the clock was not told so, and it ticks all the same. */
    @Test
    void a_clock_that_a_pause_has_left_which_ended_nothing_wakes_what_is_awake_and_does_not_count_for_the_next_pause() {
        sandbox.deliver(event);
        AtomicBoolean answers = new AtomicBoolean(true);
        sandbox.world().intercept((call, service) -> {
            boolean schedules = call.toString().startsWith("Scheduler:");
            Object answer = schedules && !answers.get() ? null : service.get();
            if (call.toString().equals("Scheduler:CreateSchedule")) {
                answers.set(false);
            }
            if (schedules && !answers.get()) {
                throw Errors.of("Scheduler", 500, "InternalServerException", "Unexpected error encountered while processing the request.");
            }
            return answer;
        });
        Outcome failed = sandbox.deliver(Events.pause(DEMO));
        assertThat(failed.message()).startsWith("Schedules: ").contains("Unexpected error", "Nothing was stopped");
        assertThat(record().phase()).isEqualTo(Phase.READY);
        assertThat(sandbox.world().scheduler().inventory().keySet()).anyMatch(name -> name.endsWith("-wake"));
        answers.set(true);
        sandbox.advance(Duration.ofDays(2));

        Outcome paused = sandbox.deliver(Events.again(Events.pause(DEMO), 1));

        assertThat(paused.phase()).as(paused.message()).isEqualTo("PAUSED");
        assertThat(Instant.parse(record().pause().path("resumesAt").asText())).isAfter(sandbox.world().clock().instant().plus(Duration.ofDays(5)));
        sandbox.deliver(Events.again(Events.resume(DEMO), 2));
        sandbox.advance(Duration.ofDays(7));
        assertThat(record().phase()).as("nothing is left that wakes it").isEqualTo(Phase.READY);
    }
}
