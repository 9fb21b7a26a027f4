package dev.redkite.admission;

import dev.redkite.announcement.Announcements;
import dev.redkite.environment.Plan;
import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Takes a request in: validates it, plans it, and locks the environment. */
public final class AdmissionFunction extends StageFunction<AdmissionSpec, Plan> {

    public AdmissionFunction() {
        this(new AwsOutside());
    }

    public AdmissionFunction(Outside outside) {
        super(new Announced(
                new AdmissionStage(
                        new Admission(outside),
                        new Registry(outside.aws(DynamoDbClient.class), outside.deployment().registryTable()),
                        outside.aws(SfnClient.class)),
                Announcements.of(outside)));
    }

    @Override
    protected AdmissionSpec wanted(StageRequest request) {
        return AdmissionSpec.of(request);
    }
}
