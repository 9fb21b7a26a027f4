package dev.redkite.sandbox.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    private final VirtualClock clock = new VirtualClock(START);
    private final List<String> happened = new ArrayList<>();

    @Test
    void events_of_one_instant_happen_in_the_order_they_were_scheduled() {
        clock.after(Duration.ofSeconds(5), () -> happened.add("first"));
        clock.after(Duration.ofSeconds(5), () -> happened.add("second"));
        clock.after(Duration.ofSeconds(1), () -> happened.add("before both"));

        clock.advance(Duration.ofMinutes(1));

        assertThat(happened).containsExactly("before both", "first", "second");
    }

    @Test
    void time_jumps_straight_to_the_next_event() {
        clock.after(Duration.ofHours(3), () -> happened.add("late"));

        assertThat(clock.runNext()).isTrue();

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(3)));
        assertThat(clock.runNext()).isFalse();
    }

    @Test
    void an_event_may_schedule_another_within_the_same_advance() {
        clock.after(Duration.ofSeconds(1), () -> clock.after(Duration.ofSeconds(1), () -> happened.add("nested")));

        clock.advance(Duration.ofSeconds(2));

        assertThat(happened).containsExactly("nested");
    }

    @Test
    void advancing_leaves_the_clock_at_its_target_even_when_nothing_happens() {
        clock.advance(Duration.ofMinutes(7));

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(7)));
    }

    @Test
    void a_negative_delay_is_refused() {
        assertThatThrownBy(() -> clock.after(Duration.ofSeconds(-1), () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative");
    }
}
