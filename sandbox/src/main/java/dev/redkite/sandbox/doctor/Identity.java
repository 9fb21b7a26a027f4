package dev.redkite.sandbox.doctor;

import dev.redkite.deployment.Partition;
import dev.redkite.failure.AwsErrors;
import dev.redkite.platform.Platform;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Who asks, and where.
 *
 * @param arn as STS has it: of a user, of a role's session, or of the account's root
 */
record Identity(String account, String arn, String region) {

    static Identity of(Platform platform) {
        GetCallerIdentityResponse caller = platform.aws(StsClient.class).getCallerIdentity(request -> {});
        return new Identity(caller.account(), caller.arn(), platform.deployment().region());
    }

    Partition partition() {
        return Partition.of(region);
    }

    boolean isRoot() {
        return arn.endsWith(":root");
    }

    /**
     * ARN of the user or role whose policies decide. A session does not say its role's path, which IAM does
     * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html). Empty for root and for what is neither.
     */
    Optional<String> principal(IamClient iam) {
        if (arn.contains(":assumed-role/")) {
            String role = arn.split("/")[1];
            return AwsErrors.find(() -> iam.getRole(request -> request.roleName(role)).role().arn());
        }
        return arn.contains(":user/") ? Optional.of(arn) : Optional.empty();
    }

    /** Of the account, with its region where a service's ARNs have one. */
    String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(partition().id(), service, service.equals("iam") ? "" : region, account, resource);
    }
}
