package dev.redkite.report;

import dev.redkite.environment.Plan;
import dev.redkite.probe.FlushFacts;
import dev.redkite.schedule.SchedulesFacts;
import dev.redkite.stage.StageRequest;

record SuspensionSpec(Plan plan, String execution, FlushFacts flush, SchedulesFacts schedules) {

    static SuspensionSpec of(StageRequest request) {
        return new SuspensionSpec(request.plan(), request.execution(),
                request.facts("flush", FlushFacts.class), request.facts("schedules", SchedulesFacts.class));
    }
}
