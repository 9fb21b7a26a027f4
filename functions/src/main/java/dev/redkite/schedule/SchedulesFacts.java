package dev.redkite.schedule;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is armed; empty when nothing happens by itself. */
public record SchedulesFacts(List<Schedule> schedules) {

    public SchedulesFacts {
        schedules = List.copyOf(schedules);
    }

    /** @param expression as EventBridge Scheduler has it: {@code cron(…)}, {@code rate(…)} or {@code at(…)} */
    public record Schedule(String name, String expression, String timeZone) {

        private static final Pattern ONCE = Pattern.compile("at\\((.*)\\)");

        /** When it falls due, if that is once: {@code 2026-12-31T18:00:00Z}. */
        public Optional<String> once() {
            Matcher at = ONCE.matcher(expression);
            return at.matches() ? Optional.of(at.group(1) + "Z") : Optional.empty();
        }
    }
}
