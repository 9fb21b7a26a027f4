package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was deployed without the charts, or with others, can install nothing. */
class ChartsScenarioTest {

    /** Of "half an archive". */
    private static final String DIGEST_OF_DAMAGED = "4cd048481e7e25fefa9e994d422232f8a559c89fde15ca8182121db0d1f7f9b1";

    @Test
    void a_chart_that_is_not_the_pinned_one_is_told_at_once_and_nothing_is_made_that_would_be_paid_for() {
        try (Sandbox sandbox = Sandbox.open(TestSettings.overSockets(Events.read("01-minimal")))) {
            sandbox.chartsArriveDamaged(true);
            Set<String> before = Set.copyOf(sandbox.world().inventory().keySet());

            Outcome failed = sandbox.deliver(Events.read("01-minimal"));

            assertThat(failed.phase()).isEqualTo("FAILED");
            assertThat(failed.error()).isEqualTo("StageBroken");
            assertThat(failed.elapsed()).isLessThan(Duration.ofSeconds(15));
            assertThat(failed.message()).contains("Admission: Chart archive aws-load-balancer-controller-3.5.0.tgz is not the pinned one",
                    "found SHA-256 " + DIGEST_OF_DAMAGED, "then send the request again");
            assertThat(Happened.announced(sandbox)).containsExactly("Environment Failed");
            assertThat(sandbox.world().inventory().keySet()).isEqualTo(before);

            sandbox.chartsArriveDamaged(false);
            assertThat(sandbox.deliver(Events.read("01-minimal")).phase()).isEqualTo("READY");
        }
    }
}
