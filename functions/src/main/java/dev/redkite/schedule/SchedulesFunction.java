package dev.redkite.schedule;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** What happens to an environment by itself. */
public final class SchedulesFunction extends StageFunction<SchedulesFacts> {

    public SchedulesFunction() {
        this(new LambdaPlatform());
    }

    public SchedulesFunction(Platform platform) {
        super(new SchedulesStage(platform.aws(SchedulerClient.class), platform.time()),
                request -> SchedulesSpec.of(request, platform.deployment()));
    }
}
