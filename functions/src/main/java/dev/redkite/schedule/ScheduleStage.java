package dev.redkite.schedule;

import dev.redkite.environment.ScheduleExpression.Rate;
import dev.redkite.environment.ScheduleExpression;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.NotOurs;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.Target;

/** One schedule in the deployment's group. */
record ScheduleStage(SchedulerClient scheduler, InstantSource time) implements Resource<ScheduleSpec, SchedulesFacts.Schedule> {

    @Override
    public Observation<SchedulesFacts.Schedule> observe(ScheduleSpec wanted) {
        return find(wanted)
                .map(found -> Observation.compared(
                        new SchedulesFacts.Schedule(found.name(), found.scheduleExpression(), found.scheduleExpressionTimezone()),
                        wanted.when() == null ? List.of() : Change.of(differences(wanted, found), () -> update(wanted, found))))
                .orElseGet(Observation::absent);
    }

    Optional<GetScheduleResponse> find(ScheduleSpec wanted) {
        Optional<GetScheduleResponse> found = AwsErrors.find(() ->
                scheduler.getSchedule(request -> request.groupName(wanted.scheduling().group()).name(wanted.name())));
        found.ifPresent(schedule -> {
            if (!wanted.ownership().describes(schedule.description())) {
                throw new NotOurs(("Schedule %s exists and its description does not hold %s."
                        + " Rename the environment, or remove that schedule.").formatted(wanted.name(), wanted.ownership().mark()));
            }
        });
        return found;
    }

    private static List<String> differences(ScheduleSpec wanted, GetScheduleResponse found) {
        List<String> differences = new ArrayList<>();
        compare(differences, "the expression", wanted.requireWhen().expression(), found.scheduleExpression());
        compare(differences, "the time zone", wanted.requireWhen().timeZone(), found.scheduleExpressionTimezone());
        compare(differences, "the state", ScheduleState.ENABLED, found.state());
        compare(differences, "the time window", FlexibleTimeWindowMode.OFF, found.flexibleTimeWindow().mode());
        compare(differences, "what follows the last time", wanted.requireWhen().afterCompletion(), found.actionAfterCompletion());
        Target target = wanted.target();
        compare(differences, "the target", target.arn(), found.target().arn());
        compare(differences, "the role", target.roleArn(), found.target().roleArn());
        compare(differences, "the input", target.input(), found.target().input());
        compare(differences, "the retry policy", target.retryPolicy(), found.target().retryPolicy());
        compare(differences, "the dead-letter queue", target.deadLetterConfig(), found.target().deadLetterConfig());
        return differences;
    }

    private static void compare(List<String> differences, String what, Object wanted, Object found) {
        if (!wanted.equals(found)) {
            differences.add("%s is %s, wanted %s".formatted(what, found, wanted));
        }
    }

    @Override
    public void create(ScheduleSpec wanted) {
        AwsErrors.unlessPresent(() -> scheduler.createSchedule(request -> request
                .groupName(wanted.scheduling().group())
                .name(wanted.name())
                .description(wanted.description())
                .scheduleExpression(wanted.requireWhen().expression())
                .scheduleExpressionTimezone(wanted.requireWhen().timeZone())
                .startDate(start(wanted, null))
                .state(ScheduleState.ENABLED)
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .actionAfterCompletion(wanted.requireWhen().afterCompletion())
                .target(wanted.target())
                .clientToken(wanted.clientToken())));
    }

    /** Scheduler sets whatever is not sent to its default, so everything is. */
    private void update(ScheduleSpec wanted, GetScheduleResponse found) {
        scheduler.updateSchedule(request -> request
                .groupName(wanted.scheduling().group())
                .name(wanted.name())
                .description(wanted.description())
                .scheduleExpression(wanted.requireWhen().expression())
                .scheduleExpressionTimezone(wanted.requireWhen().timeZone())
                .startDate(start(wanted, found))
                .state(ScheduleState.ENABLED)
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .actionAfterCompletion(wanted.requireWhen().afterCompletion())
                .target(wanted.target()));
    }

    /**
     * A rate without a start date begins at once, which would tear down what is just being made; so its first time is
     * one period ahead, and an update that leaves the rate alone keeps its rhythm
     * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#rate-based).
     *
     * @param found if there is one yet
     */
    private @Nullable Instant start(ScheduleSpec wanted, @Nullable GetScheduleResponse found) {
        if (!(ScheduleExpression.of(wanted.requireWhen().expression()) instanceof Rate(Duration period))) {
            return null;
        }
        Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
        if (found == null || found.startDate() == null
                || !wanted.requireWhen().expression().equals(found.scheduleExpression())) {
            return now.plus(period);
        }
        return found.startDate().isAfter(now) ? found.startDate()
                : found.startDate().plus(period.multipliedBy(Duration.between(found.startDate(), now).dividedBy(period) + 1));
    }

    @Override
    public void remove(ScheduleSpec wanted) {
        AwsErrors.unlessAbsent(() ->
                scheduler.deleteSchedule(request -> request.groupName(wanted.scheduling().group()).name(wanted.name())));
    }
}
