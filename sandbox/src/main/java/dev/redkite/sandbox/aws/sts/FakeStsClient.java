package dev.redkite.sandbox.aws.sts;

import dev.redkite.sandbox.aws.Place;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** AWS STS, as far as it says who is asking. */
public final class FakeStsClient implements StsClient {

    private final Place place;

    public FakeStsClient(Place place) {
        this.place = place;
    }

    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
        return GetCallerIdentityResponse.builder()
                .account(place.account())
                .arn(place.globalArn("sts", "assumed-role/redkite-functions/sandbox"))
                .userId("AROASANDBOXREDKITE001:sandbox")
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
