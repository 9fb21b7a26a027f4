package dev.redkite.admission;

import dev.redkite.announcement.Announcements;
import dev.redkite.environment.Plan;
import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Takes a request in: validates it, plans it, and locks the environment. */
public final class AdmissionFunction extends StageFunction<AdmissionSpec, Plan> {

    public AdmissionFunction() {
        this(new AwsOutside());
    }

    public AdmissionFunction(Outside outside) {
        super(new Announced(AdmissionStage.of(outside), Announcements.of(outside)));
    }

    @Override
    protected AdmissionSpec wanted(StageRequest request) {
        return AdmissionSpec.of(request);
    }
}
