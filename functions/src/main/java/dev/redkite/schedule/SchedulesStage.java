package dev.redkite.schedule;

import dev.redkite.stage.Observation;
import dev.redkite.stage.PausableStage;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

/** The schedules that are wanted stand, and no other. */
record SchedulesStage(SchedulerClient scheduler, InstantSource time) implements PausableStage<SchedulesSpec, SchedulesSpec, SchedulesFacts> {

    /**
     * A day less than Kafka keeps its log, {@code log.retention.hours=168} (https://kafka.apache.org/39/documentation.html#brokerconfigs):
     * an environment that is still paused then is resumed, as RDS starts a stopped instance after a week, so that Milvus goes on
     * from where it stopped reading before that is deleted.
     */
    static final Duration LONGEST_PAUSE = Duration.ofDays(6);

    /** All calls of one state lie in it. */
    private static final Duration ATTEMPTS = Duration.ofHours(1);

    @Override
    public Progress<SchedulesFacts> ensure(SchedulesSpec spec) {
        List<ScheduleSpec> due = spec.schedules().stream()
                .filter(each -> each.when() == null || !each.when().passed(time.instant()))
                .toList();
        Set<String> listed = listed(spec);
        if (spec.resumed() && !listed.contains(spec.wake().name())) {
            // Left out by a list that lags, it would stay, and the next pause would take it for its own and end too early.
            schedule().remove(spec.wake());
        }
        return Progress.each(due, each -> settle(each, listed.contains(each.name())))
                .map(armed -> new SchedulesFacts(armed.stream().flatMap(Optional::stream).toList()));
    }

    /** What an entry of the list leaves out is asked only of those that there are; most environments have none. */
    private Set<String> listed(SchedulesSpec spec) {
        return scheduler.listSchedulesPaginator(request -> request.groupName(spec.group()).namePrefix(spec.prefix())).schedules().stream()
                .map(ScheduleSummary::name)
                .collect(Collectors.toSet());
    }

    private Progress<Optional<SchedulesFacts.Schedule>> settle(ScheduleSpec spec, boolean listed) {
        if (spec.when() == null) {
            return (listed ? schedule().retire(spec) : Progress.done()).map(_ -> Optional.empty());
        }
        return schedule().ensure(spec, listed ? schedule().observe(spec) : Observation.absent()).map(Optional::of);
    }

    private ScheduleStage schedule() {
        return new ScheduleStage(scheduler, time);
    }

    @Override
    public Progress<Void> retire(SchedulesSpec spec) {
        Set<String> listed = listed(spec);
        List<ScheduleSpec> removed = spec.kept() ? List.of(spec.wake()) : spec.schedules();
        return Retirement.each(removed.stream().filter(each -> listed.contains(each.name())).toList(), schedule()::retire);
    }

    /**
     * Armed once: the log has been kept since the first time that somebody asked for this pause. What a pause has left that ended nothing
     * counts from too early, once Milvus has stored more since.
     */
    @Override
    public Progress<SchedulesFacts> pause(SchedulesSpec spec) {
        ScheduleSpec wake = wake(spec, LONGEST_PAUSE);
        String ofThisPause = wake(spec, LONGEST_PAUSE.minus(ATTEMPTS)).requireWhen().expression();
        return schedule().find(wake)
                .filter(armed -> !spec.flushed() || armed.scheduleExpression().compareTo(ofThisPause) >= 0)
                .<Progress<SchedulesFacts.Schedule>>map(armed -> new Done<>(new SchedulesFacts.Schedule(
                        armed.name(), armed.scheduleExpression(), armed.scheduleExpressionTimezone())))
                .orElseGet(() -> schedule().ensure(wake))
                .map(armed -> new SchedulesFacts(List.of(armed)));
    }

    private ScheduleSpec wake(SchedulesSpec spec, Duration later) {
        return spec.wake().at(time.instant().plus(later).truncatedTo(ChronoUnit.SECONDS));
    }
}
