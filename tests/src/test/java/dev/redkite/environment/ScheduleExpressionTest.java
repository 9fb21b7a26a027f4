package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleExpressionTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** The next times after an instant, one after another. */
    private static List<String> times(String expression, String after, ZoneId zone, int count) {
        ScheduleExpression parsed = ScheduleExpression.of(expression);
        return Stream.iterate(Instant.parse(after), instant -> parsed.next(instant, zone).orElseThrow())
                .skip(1).limit(count).map(Instant::toString).toList();
    }

    /** Those of the documentation with their meaning, from Tuesday, 24 November 2026, 09:00 on. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cron(0 19 ? * MON-FRI *)       | 2026-11-24T19:00:00Z
            cron(0 7 ? * 2 *)              | 2026-11-30T07:00:00Z
            cron(15 10 ? * 6L 2026-2027)   | 2026-11-27T10:15:00Z
            cron(0 12 L * ? *)             | 2026-11-30T12:00:00Z
            cron(0 12 5W 12 ? *)           | 2026-12-04T12:00:00Z
            cron(0 12 ? * 3#2 *)           | 2026-12-08T12:00:00Z
            cron(0/15 * * * ? *)           | 2026-11-24T09:15:00Z
            cron(1/10 * * * ? *)           | 2026-11-24T09:01:00Z
            cron(0 8,20 1,15 JAN,JUN ? *)  | 2027-01-01T08:00:00Z
            cron(0 0 29 2 ? *)             | 2028-02-29T00:00:00Z
            cron(0 12 ? * L *)             | 2026-11-28T12:00:00Z
            cron(0 12 ? * SUN *)           | 2026-11-29T12:00:00Z
            rate(12 hours)                 | 2026-11-24T21:00:00Z
            rate(1 day)                    | 2026-11-25T09:00:00Z
            at(2026-12-31T18:00:00)        | 2026-12-31T18:00:00Z
            """)
    void an_expression_means_what_eventbridge_scheduler_documents(String expression, String next) {
        assertThat(ScheduleExpression.of(expression).next(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC))
                .hasValue(Instant.parse(next));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cron(60 19 ? * MON *)     | Value 60 not in range [0, 59]
            cron(0 24 ? * MON *)      | Value 24 not in range [0, 23]
            cron(0 19 32 * ? *)       | Value 32 not in range [1, 31]
            cron(0 19 ? 13 MON *)     | Value 13 not in range [1, 12]
            cron(0 19 ? * 8 *)        | Value 8 not in range [1, 7]
            cron(0 19 ? * 0 *)        | Value 0 not in range [1, 7]
            cron(0 19 ? * MON 1969)   | Value 1969 not in range [1970, 2199]
            cron(0 20-8 ? * MON *)    | Invalid range! [20,8]
            cron(0/0 19 ? * MON *)    | Period 0 not in range [0, 59]
            cron(0 19 ? * FUN *)      | Invalid chars: FUN
            cron(0 19 ? * MON-FRI)    | has 5 fields instead of 6
            cron()                    | has 0 fields instead of 6
            cron(0 0 19 ? * MON *)    | has 7 fields instead of 6
            cron(0 19 * * * *)        | needs ? as exactly one of
            cron(0 19 1 * MON *)      | needs ? as exactly one of
            cron(0 19 ? * ? *)        | needs ? as exactly one of
            cron(? 19 ? * MON *)      | malformed
            cron(0 19 L-3 * ? *)      | counts back from the last day
            cron(0 19 31W * ? *)      | some months do not have
            cron(0 19 ? * 2/2 *)      | a / in the day of week
            cron(0 19 ? * 3#6 *)      | uses # otherwise
            cron(0 19 ? * 3#1,6#3 *)  | uses # otherwise
            rate(0 minutes)           | a number from 1
            rate(5)                   | a number from 1
            rate(5 weeks)             | minutes, hours or days
            at(2026-12-31T18:00)      | write a time as at(
            at(2026-02-30T18:00:00)   | write a time as at(
            every(5 minutes)          | write cron(
            0 19 ? * MON *            | write cron(
            cron(0 19 ? * MON *       | write cron(
            """)
    void a_malformed_expression_is_refused_with_what_is_wrong(String expression, String wrong) {
        assertThatThrownBy(() -> ScheduleExpression.of(expression))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(wrong).hasMessageContaining("write");
    }

    @Test
    void a_clock_time_moves_with_the_zones_clocks() {
        assertThat(times("cron(0 19 ? * * *)", "2026-10-23T20:00:00Z", BERLIN, 2))
                .containsExactly("2026-10-24T17:00:00Z", "2026-10-25T18:00:00Z");
    }

    @Test
    void a_time_that_the_clocks_skip_in_spring_is_skipped() {
        assertThat(times("cron(30 2 * * ? *)", "2027-03-26T12:00:00Z", BERLIN, 2))
                .containsExactly("2027-03-27T01:30:00Z", "2027-03-29T00:30:00Z");
    }

    @Test
    void a_time_that_the_clocks_show_twice_in_autumn_comes_once() {
        assertThat(times("cron(30 2 * * ? *)", "2026-10-24T12:00:00Z", BERLIN, 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void asked_within_the_hour_that_comes_twice_it_does_not_come_again() {
        assertThat(times("cron(30 2 * * ? *)", "2026-10-25T01:10:00Z", BERLIN, 1)).containsExactly("2026-10-26T01:30:00Z");
    }

    @Test
    void a_moment_after_it_came_it_does_not_come_again() {
        String daily = "cron(0 19 * * ? *)";

        assertThat(times(daily, "2026-11-24T18:59:59.999Z", ZoneOffset.UTC, 1)).containsExactly("2026-11-24T19:00:00Z");
        assertThat(times(daily, "2026-11-24T19:00:00.080Z", ZoneOffset.UTC, 1)).containsExactly("2026-11-25T19:00:00Z");
    }

    @Test
    void a_rate_of_a_day_is_24_hours_whatever_the_clocks_do() {
        assertThat(times("rate(1 day)", "2026-10-24T17:00:00Z", BERLIN, 2))
                .containsExactly("2026-10-25T17:00:00Z", "2026-10-26T17:00:00Z");
    }

    @Test
    void one_time_is_in_its_zone_and_never_again() {
        ScheduleExpression once = ScheduleExpression.of("at(2026-12-31T18:00:00)");

        assertThat(once.next(Instant.parse("2026-12-31T16:59:59Z"), BERLIN)).hasValue(Instant.parse("2026-12-31T17:00:00Z"));
        assertThat(once.next(Instant.parse("2026-12-31T17:00:00Z"), BERLIN)).isEmpty();
    }

    @Test
    void a_date_that_never_comes_has_no_next_time() {
        Instant now = Instant.parse("2026-11-24T09:00:00Z");

        assertThat(ScheduleExpression.of("cron(0 19 30 2 ? *)").next(now, BERLIN)).isEmpty();
        assertThat(ScheduleExpression.of("cron(0 19 ? * MON 2020)").next(now, BERLIN)).isEmpty();
    }
}
