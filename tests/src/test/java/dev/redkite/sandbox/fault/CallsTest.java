package dev.redkite.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the calls after one that was throttled. */
class CallsTest {

    private static final String CALL = "Kubernetes:update /api/v1/namespaces/milvus/secrets/sh.helm.release.v1.milvus.v2";

    private final Calls calls = new Calls(() -> Instant.EPOCH, () -> "MilvusRelease", new Once(), Stale.of(List.of(), null));

    /** The first call of step 1. */
    private static final class Once implements Faults {

        private boolean over;

        @Override
        public Optional<Fault> at(CallSite site) {
            if (over || site.step() != 1) {
                return Optional.empty();
            }
            over = true;
            return Optional.of(Fault.THROTTLED);
        }
    }

    private Optional<Fault> fate() {
        return calls.fate(calls.arrive(CALL, CALL));
    }

    @Test
    void it_is_throttled_for_its_next_repetitions_too() {
        calls.step(1);

        assertThat(List.of(fate(), fate(), fate(), fate())).containsExactly(Optional.of(Fault.THROTTLED),
                Optional.of(Fault.THROTTLED), Optional.of(Fault.THROTTLED), Optional.empty());
    }

    @Test
    void the_next_step_is_not_throttled_for_the_sake_of_the_one_before() {
        calls.step(1);
        fate();

        calls.step(2);

        assertThat(fate()).isEmpty();
    }
}
