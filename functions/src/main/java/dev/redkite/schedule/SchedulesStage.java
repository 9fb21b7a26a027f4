package dev.redkite.schedule;

import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** The schedules that are wanted stand, and no other. */
record SchedulesStage(SchedulerClient scheduler, InstantSource time) implements Stage<SchedulesSpec, SchedulesSpec, SchedulesFacts> {

    @Override
    public Progress<SchedulesFacts> ensure(SchedulesSpec spec) {
        List<ScheduleSpec> due = spec.schedules().stream()
                .filter(each -> each.when() == null || !each.when().passed(time.instant()))
                .toList();
        return Progress.each(due, this::settle)
                .map(armed -> new SchedulesFacts(armed.stream().flatMap(Optional::stream).toList()));
    }

    private Progress<Optional<SchedulesFacts.Schedule>> settle(ScheduleSpec spec) {
        return spec.when() == null ? schedule().retire(spec).map(_ -> Optional.empty()) : schedule().ensure(spec).map(Optional::of);
    }

    private ScheduleStage schedule() {
        return new ScheduleStage(scheduler, time);
    }

    @Override
    public Progress<Void> retire(SchedulesSpec spec) {
        return Retirement.each(spec.kept() ? List.of() : spec.schedules(), schedule()::retire);
    }
}
