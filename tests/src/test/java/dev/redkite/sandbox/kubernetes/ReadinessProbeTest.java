package dev.redkite.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kubelet asks whether a container is ready, and knows it at no other time. */
class ReadinessProbeTest {

    @ParameterizedTest
    @CsvSource({"60, 10, 15, 60", "10, 20, 5, 10", "10, 20, 15, 30", "10, 20, 30, 30", "0, 10, 25, 30", "0, 0, 25, 25"})
    void a_container_is_ready_at_the_first_question_after_it_serves(int delay, int period, int serves, int ready) {
        assertThat(new ReadinessProbe(Duration.ofSeconds(delay), Duration.ofSeconds(period)).ready(Duration.ofSeconds(serves)))
                .isEqualTo(Duration.ofSeconds(ready));
    }
}
