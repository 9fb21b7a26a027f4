package dev.redkite.schedule;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** Teardown, recreate and expiry that happen by themselves. */
public final class SchedulesFunction extends StageFunction<SchedulesSpec, SchedulesFacts> {

    private final Platform platform;

    public SchedulesFunction() {
        this(new LambdaPlatform());
    }

    public SchedulesFunction(Platform platform) {
        super(new SchedulesStage(platform.aws(SchedulerClient.class), platform.time()));
        this.platform = platform;
    }

    @Override
    protected SchedulesSpec wanted(StageRequest request) {
        return SchedulesSpec.of(request, platform.deployment());
    }
}
