package dev.redkite.sandbox.aws.scheduler;

import dev.redkite.environment.ScheduleExpression.OneTime;
import dev.redkite.environment.ScheduleExpression.Rate;
import dev.redkite.environment.ScheduleExpression;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Shapes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.scheduler.model.*;

/**
 * A schedule; an update makes another one.
 *
 * @param shown as it was last sent, with Scheduler's defaults
 * @param token that it was made by
 */
record StoredSchedule(GetScheduleResponse shown, String token) {

    static StoredSchedule of(CreateScheduleRequest request, AccountRegion place) {
        GetScheduleResponse sent = sent(request).creationDate(place.now()).lastModificationDate(place.now()).build();
        return new StoredSchedule(sent.toBuilder()
                .arn(place.arn("scheduler", "schedule/%s/%s".formatted(sent.groupName(), sent.name()))).build(), request.clientToken());
    }

    /**
     * What an update leaves out goes back to its default:
     * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
     */
    StoredSchedule updated(UpdateScheduleRequest request, Instant now) {
        return new StoredSchedule(sent(request).arn(shown.arn()).creationDate(shown.creationDate()).lastModificationDate(now).build(), token);
    }

    private static GetScheduleResponse.Builder sent(SdkPojo request) {
        return Shapes.copied(request, GetScheduleResponse.builder().groupName("default").scheduleExpressionTimezone("UTC")
                .state(ScheduleState.ENABLED).actionAfterCompletion(ActionAfterCompletion.NONE));
    }

    static String key(String group, String name) {
        return group + "/" + name;
    }

    String key() {
        return key(shown.groupName(), shown.name());
    }

    /** Whether a create asks for exactly this. */
    boolean sameAs(StoredSchedule asked) {
        Instant created = shown.creationDate();
        return token != null && token.equals(asked.token) && created.equals(shown.lastModificationDate())
                && asked.shown.toBuilder().creationDate(created).lastModificationDate(created).build().equals(shown);
    }

    ScheduleExpression times() {
        return ScheduleExpression.of(shown.scheduleExpression());
    }

    ZoneId zone() {
        return ZoneId.of(shown.scheduleExpressionTimezone());
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
        boolean later = shown.startDate() != null && shown.startDate().isAfter(now);
        return switch (times()) {
            case Rate _ -> Optional.of(later ? shown.startDate() : now);
            case OneTime once -> once.next(now, zone());
            case ScheduleExpression cron -> cron.next(later ? shown.startDate().minusSeconds(1) : now, zone());
        };
    }
}
