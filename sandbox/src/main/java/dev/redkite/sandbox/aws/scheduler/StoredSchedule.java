package dev.redkite.sandbox.aws.scheduler;

import dev.redkite.environment.ScheduleExpression.OneTime;
import dev.redkite.environment.ScheduleExpression.Rate;
import dev.redkite.environment.ScheduleExpression;
import dev.redkite.sandbox.aws.AccountRegion;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import software.amazon.awssdk.services.scheduler.model.*;

/** A schedule as it was last sent, with Scheduler's defaults; an update makes another one. */
record StoredSchedule(
        String group,
        String name,
        String description,
        String expression,
        String timeZone,
        Instant startDate,
        ScheduleState state,
        FlexibleTimeWindow window,
        ActionAfterCompletion afterCompletion,
        Target target,
        String token,
        Instant created,
        Instant modified) {

    static StoredSchedule of(CreateScheduleRequest request, Instant now) {
        return new StoredSchedule(
                either(request.groupName(), "default"), request.name(), request.description(), request.scheduleExpression(),
                either(request.scheduleExpressionTimezone(), "UTC"), request.startDate(),
                either(request.state(), ScheduleState.ENABLED), request.flexibleTimeWindow(),
                either(request.actionAfterCompletion(), ActionAfterCompletion.NONE), request.target(),
                request.clientToken(), now, now);
    }

    /**
     * What an update leaves out goes back to its default:
     * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
     */
    StoredSchedule updated(UpdateScheduleRequest request, Instant now) {
        return new StoredSchedule(
                group, name, request.description(), request.scheduleExpression(),
                either(request.scheduleExpressionTimezone(), "UTC"), request.startDate(),
                either(request.state(), ScheduleState.ENABLED), request.flexibleTimeWindow(),
                either(request.actionAfterCompletion(), ActionAfterCompletion.NONE), request.target(), token, created, now);
    }

    private static <T> T either(T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    /** Whether a create asks for exactly this. */
    boolean sameAs(StoredSchedule asked) {
        return token != null && token.equals(asked.token) && created.equals(modified)
                && asked.updatedAt(created).equals(this);
    }

    private StoredSchedule updatedAt(Instant instant) {
        return new StoredSchedule(group, name, description, expression, timeZone, startDate, state, window, afterCompletion,
                target, token, instant, instant);
    }

    ScheduleExpression times() {
        return ScheduleExpression.of(expression);
    }

    ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    boolean once() {
        return times() instanceof OneTime;
    }

    /**
     * The first time from that instant on. A rate begins with its start date, and at once without one
     * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#rate-based); a start date means
     * nothing to what happens once.
     */
    Optional<Instant> first(Instant now) {
        boolean later = startDate != null && startDate.isAfter(now);
        return switch (times()) {
            case Rate _ -> Optional.of(later ? startDate : now);
            case OneTime once -> once.next(now, zone());
            case ScheduleExpression cron -> cron.next(later ? startDate.minusSeconds(1) : now, zone());
        };
    }

    String arn(AccountRegion place) {
        return place.arn("scheduler", "schedule/%s/%s".formatted(group, name));
    }

    GetScheduleResponse describe(String arn) {
        return GetScheduleResponse.builder()
                .arn(arn)
                .groupName(group)
                .name(name)
                .description(description)
                .scheduleExpression(expression)
                .scheduleExpressionTimezone(timeZone)
                .startDate(startDate)
                .state(state)
                .flexibleTimeWindow(window)
                .actionAfterCompletion(afterCompletion)
                .target(target)
                .creationDate(created)
                .lastModificationDate(modified)
                .build();
    }
}
