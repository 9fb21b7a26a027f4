package dev.redkite.sandbox.aws.sts;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.Place;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** AWS STS, as far as it says who is asking, and whether somebody of this account may take a role. */
public final class FakeStsClient implements StsClient {

    private final Place place;

    private final FakeIamClient iam;

    public FakeStsClient(Place place, FakeIamClient iam) {
        this.place = place;
        this.iam = iam;
    }

    /** Whoever asks may do everything in the account, so only the role's trust decides. */
    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
        if (!iam.trusts(request.roleArn(), place.globalArn("iam", "root"))) {
            throw Errors.of("Sts", 403, "AccessDenied", "User: %s is not authorized to perform: sts:AssumeRole on resource: %s".formatted(
                    place.globalArn("sts", "assumed-role/redkite-functions/sandbox"), request.roleArn()));
        }
        return AssumeRoleResponse.builder()
                .assumedRoleUser(user -> user.assumedRoleId("AROASANDBOXASSUMED001:" + request.roleSessionName())
                        .arn(place.globalArn("sts", "assumed-role/%s/%s".formatted(
                                request.roleArn().substring(request.roleArn().lastIndexOf('/') + 1), request.roleSessionName()))))
                .build();
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
