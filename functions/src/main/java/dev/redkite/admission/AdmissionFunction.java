package dev.redkite.admission;

import dev.redkite.announcement.EventPublisher;
import dev.redkite.environment.Plan;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Takes a request in: validates it, plans it, and locks the environment. */
public final class AdmissionFunction extends StageFunction<Plan> {

    public AdmissionFunction() {
        this(new LambdaPlatform());
    }

    public AdmissionFunction(Platform platform) {
        super(new PublishingAdmission(step(platform), EventPublisher.of(platform)), AdmissionSpec::of);
    }

    static AdmissionStep step(Platform platform) {
        Admission admission = new Admission(platform);
        return new AdmissionStep(admission, Registry.of(platform), Unregistered.of(platform, admission),
                () -> platform.aws(SfnClient.class));
    }
}
