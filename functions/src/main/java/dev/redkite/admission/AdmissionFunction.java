package dev.redkite.admission;

import dev.redkite.announcement.Announcements;
import dev.redkite.environment.Plan;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Takes a request in: validates it, plans it, and locks the environment. */
public final class AdmissionFunction extends StageFunction<AdmissionSpec, Plan> {

    public AdmissionFunction() {
        this(new LambdaPlatform());
    }

    public AdmissionFunction(Platform platform) {
        super(new Announced(AdmissionStage.of(platform), Announcements.of(platform)));
    }

    @Override
    protected AdmissionSpec wanted(StageRequest request) {
        return AdmissionSpec.of(request);
    }
}
