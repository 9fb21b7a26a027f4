package dev.redkite.schedule;

import java.util.List;

/** What is armed; empty when nothing happens by itself. */
public record SchedulesFacts(List<Schedule> schedules) {

    public SchedulesFacts {
        schedules = List.copyOf(schedules);
    }

    /** @param expression as EventBridge Scheduler has it: {@code cron(…)}, {@code rate(…)} or {@code at(…)} */
    public record Schedule(String name, String expression, String timeZone) {}
}
