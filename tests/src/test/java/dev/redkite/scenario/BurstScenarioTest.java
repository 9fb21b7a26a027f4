package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.soak.Burst;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Environments that are begun together share their account's rate limits, and all come up. */
class BurstScenarioTest {

    @Test
    void ten_environments_that_are_begun_in_the_same_instant_are_throttled_and_all_become_ready() {
        Burst.Report report = Burst.run(Events.read("01-minimal"), 10, Duration.ZERO);

        assertThat(report.failures()).isEmpty();
        assertThat(report.environments()).isEqualTo(10);
        assertThat(report.refusals()).as("or nothing was tried here").isPositive();
        assertThat(report.longest()).as("beside the quickest").isLessThan(report.shortest().plusMinutes(5));
    }
}
