package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.policy.Caller;
import dev.redkite.sandbox.policy.ResourcePolicy.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.eks.model.DescribeClusterRequest;

/**
 * What pods may do on AWS by their service account's role: STS asks its trust, then the service asks its policies, and
 * the bucket's, and the key's.
 */
record PodCredentials(World world) {

    private static final String AUDIENCE = "sts.amazonaws.com";

    private static final String VIA = "kms:ViaService";

    /** What S3 asks KMS for in the caller's name (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html). */
    private static final Map<String, String> USES = Map.of("s3:GetObject", "kms:Decrypt", "s3:PutObject", "kms:GenerateDataKey");

    /**
     * @param subject {@code system:serviceaccount:<namespace>:<name>}
     * @param role    ARN that the service account is annotated with
     * @param object  with its bucket before it
     */
    boolean mayWrite(String cluster, String subject, String role, String object) {
        return may("s3:PutObject", cluster, subject, role, object);
    }

    /** The same of another action, such as {@code s3:GetObject}. */
    boolean may(String action, String cluster, String subject, String role, String object) {
        String arn = "arn:%s:s3:::%s".formatted(world.place().partition().id(), object);
        boolean assumed = findProvider(cluster)
                .filter(provider -> world.iam().opens(role, Caller.serviceAccount(provider, subject, AUDIENCE))).isPresent();
        return assumed && world.iam().permits(role, action, arn)
                && world.s3().policyOf(arn).decide(Caller.principal(role), action, arn) != Verdict.DENIED
                && mayUseKey(action, role, object.split("/")[0]);
    }

    private Optional<String> findProvider(String cluster) {
        DescribeClusterRequest request = DescribeClusterRequest.builder().name(cluster).build();
        return Errors.unless("ResourceNotFoundException", () -> world.eks().describeCluster(request).cluster().identity().oidc().issuer())
                .map(issuer -> world.place().globalArn("iam", "oidc-provider/" + issuer.replaceFirst("^https://", "")));
    }

    /** A bucket that is not there lets nobody do anything. */
    private boolean mayUseKey(String action, String role, String bucket) {
        String use = USES.get(action);
        return world.s3().has(bucket) && (use == null || world.s3().findKey(bucket).flatMap(world.kms()::find)
                .map(key -> mayUse(use, role, key.arn())).orElse(true));
    }

    /** S3 says in its request to KMS that it is who asks (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service). */
    private boolean mayUse(String use, String role, String key) {
        String storage = "s3.%s.%s".formatted(world.region(), world.place().partition().dnsSuffix());
        return world.iam().permits(role, use, key, Map.of(VIA, Set.of(storage)))
                && !closed(world.kms().policyOf(key).decide(Caller.principal(role).with(VIA, storage), use, key));
    }

    private static boolean closed(Verdict ofKey) {
        return ofKey == Verdict.DENIED || ofKey == Verdict.SILENT;
    }
}
