package dev.redkite.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

    private final TokenBucket bucket = new TokenBucket(4, 0.5, START);

    private long taken(int requests, Instant now, Instant at) {
        return IntStream.range(0, requests).filter(_ -> bucket.take(now, at)).count();
    }

    @Test
    void gives_as_many_tokens_at_once_as_it_holds() {
        assertThat(taken(10, START, START)).isEqualTo(4);
    }

    @Test
    void is_filled_again_at_its_rate_and_never_beyond_what_it_holds() {
        taken(4, START, START);

        assertThat(taken(10, START.plusSeconds(4), START.plusSeconds(4))).isEqualTo(2);
        assertThat(taken(10, START.plusSeconds(600), START.plusSeconds(600))).isEqualTo(4);
    }

    @Test
    void what_a_call_that_comes_later_has_taken_does_not_fill_it_for_an_earlier_one() {
        taken(4, START, START);
        assertThat(taken(1, START, START.plusSeconds(4))).isEqualTo(1);

        assertThat(taken(1, START, START.plusSeconds(1))).isZero();
        assertThat(taken(1, START.plusSeconds(4), START.plusSeconds(4))).isEqualTo(1);
        assertThat(taken(1, START.plusSeconds(4), START.plusSeconds(4))).isZero();
    }
}
