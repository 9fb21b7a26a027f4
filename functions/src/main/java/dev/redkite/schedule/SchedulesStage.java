package dev.redkite.schedule;

import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** The schedules that are wanted stand, and no other. */
final class SchedulesStage implements Stage<SchedulesSpec, SchedulesFacts> {

    private final ScheduleStage schedule;
    private final InstantSource time;

    SchedulesStage(SchedulerClient scheduler, InstantSource time) {
        this.schedule = new ScheduleStage(scheduler, time);
        this.time = time;
    }

    @Override
    public Progress<SchedulesFacts> ensure(SchedulesSpec wanted) {
        List<SchedulesFacts.Schedule> armed = new ArrayList<>();
        for (ScheduleSpec each : wanted.schedules()) {
            if (each.when() != null && each.when().passed(time.instant())) {
                continue;
            }
            switch (each.when() == null ? schedule.retire(each) : schedule.ensure(each)) {
                case Pending<?>(String reason) -> {
                    return new Pending<>(reason);
                }
                case Done<?>(SchedulesFacts.Schedule facts) -> armed.add(facts);
                case Done<?> _ -> { }
            }
        }
        return new Done<>(new SchedulesFacts(armed));
    }

    @Override
    public Progress<Void> retire(SchedulesSpec wanted) {
        Retirement retirement = new Retirement();
        if (!wanted.kept()) {
            wanted.schedules().forEach(each -> retirement.of(() -> schedule.retire(each)));
        }
        return retirement.progress();
    }
}
