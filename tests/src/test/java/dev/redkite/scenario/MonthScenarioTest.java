package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.states.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A month of office hours, in which somebody writes now and then. */
@Tag("search")
class MonthScenarioTest {

    private static final Duration HALF = Duration.ofDays(15);

    private final RestoredLife life = new RestoredLife();
    private final ObjectNode schedule = Events.specification(life.event).withObject("/schedule");

    @AfterEach
    void close() {
        life.close();
    }

    private void passes() {
        life.delivered(life.event);
        life.rows.create("points");
        life.rows.insert("points", 0, 3);
        life.sandbox.advance(HALF);
        life.rows.insert("points", 3, 5);
        life.sandbox.advance(HALF);
    }

    private void assertNothingWasMissed() {
        assertThat(life.sandbox.executions().all()).allSatisfy(execution ->
                assertThat(execution.status()).as(execution.arn()).isEqualTo(ExecutionStatus.SUCCEEDED));
        assertThat(Happened.record(life.sandbox, "demo").phase()).isEqualTo(Phase.READY);
        assertThat(Happened.record(life.sandbox, "demo").missed()).isNull();
        assertThat(life.rows.keys("points")).isEqualTo(LongStream.range(0, 5).<Object>boxed().toList());
    }

    private List<String> backups() {
        return life.keys(RestoredLife.BUCKET).stream().filter(key -> key.contains("/backups/manifests/")).toList();
    }

    @Test
    void asleep_at_night_and_backed_up_every_week_it_has_every_row_in_the_end() {
        schedule.put("pause", "cron(0 19 ? * MON-FRI *)").put("resume", "cron(0 7 ? * MON-FRI *)").put("backup", "cron(0 12 ? * WED *)").put("retain", 3);

        passes();

        assertNothingWasMissed();
        assertThat(Happened.record(life.sandbox, "demo").generation()).isEqualTo(1);
        assertThat(backups()).hasSize(3);
    }

    @Test
    void torn_down_at_night_and_made_again_in_the_morning_it_has_every_row_in_the_end() {
        schedule.put("teardown", "cron(0 19 ? * MON-FRI *)").put("recreate", "cron(0 7 ? * MON-FRI *)");

        passes();

        assertNothingWasMissed();
        assertThat(Happened.record(life.sandbox, "demo").generation()).isGreaterThan(20);
        assertThat(backups()).hasSize(1);
    }
}
