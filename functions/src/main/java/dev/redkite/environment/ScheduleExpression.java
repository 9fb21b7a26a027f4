package dev.redkite.environment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule falls due, in EventBridge Scheduler's words: {@code cron(…)}, {@code rate(…)} or {@code at(…)}
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html).
 */
public sealed interface ScheduleExpression permits CronExpression, ScheduleExpression.Rate, ScheduleExpression.OneTime {

    /** The next time after that instant; empty when there is none. */
    Optional<Instant> next(Instant after, ZoneId zone);

    /** @throws IllegalArgumentException saying what is wrong with the text, and what would be right */
    static ScheduleExpression of(String text) {
        int open = text.indexOf('(');
        boolean formed = open > 0 && text.endsWith(")");
        String inside = formed ? text.substring(open + 1, text.length() - 1) : "";
        return switch (formed ? text.substring(0, open) : "") {
            case "cron" -> CronExpression.of(inside);
            case "rate" -> Rate.of(inside);
            case "at" -> OneTime.of(inside);
            default -> throw new IllegalArgumentException(
                    "is malformed; write cron(0 19 ? * MON-FRI *), rate(12 hours) or at(2026-12-31T18:00:00)");
        };
    }

    /** At a fixed distance; a day is 24 hours whatever the clocks do. The instant asked from is the time before. */
    record Rate(Duration period) implements ScheduleExpression {

        private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4}) (minute|hour|day)s?");

        static Rate of(String text) {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "is malformed; write a number from 1 to 99999 and minutes, hours or days, e.g. rate(12 hours)");
            }
            int count = Integer.parseInt(parts.group(1));
            return new Rate(switch (parts.group(2)) {
                case "minute" -> Duration.ofMinutes(count);
                case "hour" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            });
        }

        @Override
        public Optional<Instant> next(Instant after, ZoneId zone) {
            return Optional.of(after.plus(period));
        }
    }

    /** Once. */
    record OneTime(LocalDateTime time) implements ScheduleExpression {

        /** @param text {@code yyyy-mm-ddThh:mm:ss}, exactly */
        static OneTime of(String text) {
            try {
                if (text.length() == "yyyy-mm-ddThh:mm:ss".length()) {
                    return new OneTime(LocalDateTime.parse(text));
                }
            } catch (DateTimeParseException _) {
                // said below
            }
            throw new IllegalArgumentException("is malformed; write a time as at(2026-12-31T18:00:00)");
        }

        @Override
        public Optional<Instant> next(Instant after, ZoneId zone) {
            return Optional.of(time.atZone(zone).toInstant()).filter(due -> due.isAfter(after));
        }
    }
}
