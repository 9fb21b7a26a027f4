package dev.redkite.schedule;

import dev.redkite.stage.Observation;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

/** The schedules that are wanted stand, and no other. */
record SchedulesStage(SchedulerClient scheduler, InstantSource time) implements Stage<SchedulesSpec, SchedulesSpec, SchedulesFacts> {

    @Override
    public Progress<SchedulesFacts> ensure(SchedulesSpec spec) {
        List<ScheduleSpec> due = spec.schedules().stream()
                .filter(each -> each.when() == null || !each.when().passed(time.instant()))
                .toList();
        Set<String> listed = listed(spec);
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
        if (spec.kept()) {
            return Progress.done();
        }
        Set<String> listed = listed(spec);
        return Retirement.each(spec.schedules().stream().filter(each -> listed.contains(each.name())).toList(), schedule()::retire);
    }
}
