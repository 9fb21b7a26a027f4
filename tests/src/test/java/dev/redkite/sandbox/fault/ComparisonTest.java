package dev.redkite.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which faults a redrive speaks against: those that AWS documents as normal. */
class ComparisonTest {

    private final Attempt stale = attempt(Fault.STALE);
    private final Attempt refused = attempt(Fault.REFUSED);

    private static Attempt attempt(Fault fault) {
        return new Attempt(new CallSite(0, "ClusterRole", "Iam:GetRole", 0, 0), fault);
    }

    @Test
    void a_read_that_lags_must_not_need_a_redrive() {
        assertThat(Comparison.impatient(List.of(stale, refused), 1)).containsExactly(stale);
    }

    @Test
    void a_refusal_may_need_one() {
        assertThat(Comparison.impatient(List.of(refused), 1)).isEmpty();
    }

    @Test
    void without_a_redrive_nothing_is_held_against_a_fault() {
        assertThat(Comparison.impatient(List.of(stale, refused), 0)).isEmpty();
    }
}
