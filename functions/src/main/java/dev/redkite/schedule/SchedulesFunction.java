package dev.redkite.schedule;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** Teardown, recreate and expiry that happen by themselves. */
public final class SchedulesFunction extends StageFunction<SchedulesSpec, SchedulesFacts> {

    private final Outside outside;

    public SchedulesFunction() {
        this(new AwsOutside());
    }

    public SchedulesFunction(Outside outside) {
        super(new SchedulesStage(outside.aws(SchedulerClient.class), outside.time()));
        this.outside = outside;
    }

    @Override
    protected SchedulesSpec wanted(StageRequest request) {
        return SchedulesSpec.of(request, outside.deployment());
    }
}
