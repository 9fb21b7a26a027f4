package dev.redkite.sandbox.aws.sts;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import dev.redkite.sandbox.policy.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** AWS STS: who is asking, and sessions of roles for whoever their trust names. */
public final class FakeStsClient extends FakeService implements StsClient {

    /** As long as a session lasts unless the request says otherwise: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
    private static final int SECONDS = 3_600;

    private final AccountRegion place;
    private final FakeIamClient iam;
    private final Map<String, Session> sessions = new HashMap<>();

    /** @param role its name; it may be gone before the session is */
    public record Session(String role, String arn, Instant expires) {}

    public FakeStsClient(AccountRegion place, FakeIamClient iam) {
        this.place = place;
        this.iam = iam;
    }

    /** Of a function's role, which no other trusts. */
    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
        return assumeRole(request, place.globalArn("sts", "assumed-role/redkite-functions/sandbox"));
    }

    /** @param caller ARN of a user or of a role's session */
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request, String caller) {
        if (request.policy() != null || request.hasPolicyArns()) {
            throw new UnsupportedOperationException("the sandbox evaluates no policies of sessions");
        }
        if (!iam.policies().assumable(request.roleArn(), asking(request, caller))) {
            throw Errors.of("Sts", 403, "AccessDenied", "User: %s is not authorized to perform: sts:AssumeRole on resource: %s".formatted(
                    caller, request.roleArn()));
        }
        String name = request.roleArn().substring(request.roleArn().lastIndexOf('/') + 1);
        String arn = place.globalArn("sts", "assumed-role/%s/%s".formatted(name, request.roleSessionName()));
        Instant expires = place.now().plus(Duration.ofSeconds(request.durationSeconds() == null ? SECONDS : request.durationSeconds()));
        String key = "ASIA%016X".formatted(sessions.size());
        sessions.put(key, new Session(name, arn, expires));
        return AssumeRoleResponse.builder()
                .assumedRoleUser(user -> user.assumedRoleId("AROASANDBOXASSUMED001:" + request.roleSessionName()).arn(arn))
                .credentials(credentials -> credentials.accessKeyId(key).secretAccessKey("sandbox-secret-of-" + key)
                        .sessionToken("sandbox-session-of-" + key).expiration(expires))
                .build();
    }

    private static Caller asking(AssumeRoleRequest request, String caller) {
        return request.externalId() == null ? Caller.principal(caller) : Caller.principal(caller).with("sts:ExternalId", request.externalId());
    }

    /** Whose session that is; empty when it is nobody's, or has expired. */
    public Optional<Session> session(String accessKeyId) {
        return Optional.ofNullable(sessions.get(accessKeyId)).filter(session -> place.now().isBefore(session.expires()));
    }

    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
        return GetCallerIdentityResponse.builder()
                .account(place.account())
                .arn(place.globalArn("sts", "assumed-role/redkite-functions/sandbox"))
                .userId("AROASANDBOXREDKITE001:sandbox")
                .build();
    }
}
