package dev.redkite.sandbox.outsider;

import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.policy.Caller;
import dev.redkite.sandbox.policy.ResourcePolicy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** The bucket of the data, unless it is the user's own. */
record StorageAttempts(World world, Strangers strangers) {

    private static final List<String> ON_BUCKET =
            List.of("s3:ListBucket", "s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:DeleteBucket");
    private static final List<String> ON_OBJECTS = List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject");

    List<String> of(Plan plan) {
        String bucket = plan.storage().bucket();
        if (plan.storage().adopted() || !world.s3().has(bucket)) {
            return List.of();
        }
        List<String> got = new ArrayList<>();
        strangers.callers().forEach(caller -> got.addAll(opened(bucket, caller)));
        got.addAll(overPlainHttp(plan));
        blocked(bucket).ifPresent(got::add);
        return got;
    }

    private List<String> opened(String bucket, Caller caller) {
        return accesses(bucket)
                .filter(access -> world.s3().opens(bucket, caller, access[0], access[1]))
                .map(access -> "bucket policy: %s may %s on %s".formatted(caller, access[0], access[1]))
                .toList();
    }

    private Stream<String[]> accesses(String bucket) {
        String arn = "arn:%s:s3:::%s".formatted(world.place().partition().id(), bucket);
        return Stream.concat(
                ON_BUCKET.stream().map(action -> new String[] {action, arn}),
                ON_OBJECTS.stream().map(action -> new String[] {action, arn + "/insert_log/1"}));
    }

    /** Whoever listens in reads what somebody with every right sends without TLS, so that must be refused to Milvus itself. */
    private List<String> overPlainHttp(Plan plan) {
        Caller milvus = Caller.principal(world.place().globalArn("iam", "role/" + plan.names().role(RolePurpose.MILVUS))).overPlainHttp();
        return accesses(plan.storage().bucket())
                .filter(access -> world.s3().policyOf(access[1]).decide(milvus, access[0], access[1]) != Verdict.DENIED)
                .map(access -> "bucket policy: %s is not kept from %s on %s".formatted(milvus, access[0], access[1]))
                .toList();
    }

    /** What would let everybody in as soon as somebody writes a policy or an ACL. */
    private Optional<String> blocked(String bucket) {
        PublicAccessBlockConfiguration block = Errors.unless("NoSuchPublicAccessBlockConfiguration", () -> world.s3()
                .getPublicAccessBlock(request -> request.bucket(bucket)).publicAccessBlockConfiguration())
                .orElse(PublicAccessBlockConfiguration.builder().build());
        boolean all = Stream.of(block.blockPublicAcls(), block.blockPublicPolicy(), block.ignorePublicAcls(), block.restrictPublicBuckets())
                .allMatch(Boolean.TRUE::equals);
        return all ? Optional.empty() : Optional.of("public access block: %s can be opened to everybody".formatted(bucket));
    }
}
