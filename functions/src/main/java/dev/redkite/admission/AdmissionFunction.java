package dev.redkite.admission;

import dev.redkite.announcement.Announcements;
import dev.redkite.environment.Plan;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Takes a request in: validates it, plans it, and locks the environment. */
public final class AdmissionFunction extends StageFunction<AdmissionSpec, Plan> {

    public AdmissionFunction() {
        this(new LambdaPlatform());
    }

    public AdmissionFunction(Platform platform) {
        super(new Announced(stage(platform), Announcements.of(platform)));
    }

    static AdmissionStage stage(Platform platform) {
        Admission admission = new Admission(platform);
        return new AdmissionStage(admission, Registry.of(platform), Unregistered.of(platform, admission), platform.aws(SfnClient.class));
    }

    @Override
    protected AdmissionSpec wanted(StageRequest request) {
        return AdmissionSpec.of(request);
    }
}
