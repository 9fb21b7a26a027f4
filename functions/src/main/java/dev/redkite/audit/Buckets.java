package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.AwsErrors.Kind;
import dev.redkite.failure.StagePending;
import dev.redkite.storage.BucketContents;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;

/** Milvus' data: a leftover only where the request said that it goes. */
final class Buckets implements Inquiry {

    private final S3Client s3;

    Buckets(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public Answer ask(AuditSpec wanted) {
        String bucket = wanted.plan().storage().bucket();
        if (wanted.plan().storage().adopted()) {
            return Answer.retained("bucket %s, which is yours".formatted(bucket));
        }
        return tags(wanted, bucket).map(tags -> judged(wanted, bucket, tags)).orElseGet(Answer::absent);
    }

    private Answer judged(AuditSpec wanted, String bucket, Map<String, String> tags) {
        boolean bare = tags.isEmpty() && new BucketContents(s3, bucket).isEmpty();
        if (!wanted.ownership().owns(tags) && !bare) {
            return Answer.untouched("Bucket %s bears our name and not our tags.".formatted(bucket));
        }
        return wanted.removesData()
                ? Answer.left(new Sweepable("bucket " + bucket, () -> sweep(bucket)))
                : Answer.retained("bucket %s with all data, kept because removeData is false".formatted(bucket));
    }

    private void sweep(String bucket) {
        new BucketContents(s3, bucket).removePage().ifPresent(left -> {
            throw new StagePending("being emptied, %s left".formatted(left));
        });
        AwsErrors.unlessAbsent(() -> s3.deleteBucket(request -> request.bucket(bucket)));
    }

    /**
     * Empty when there is no such bucket in this account: names are shared by all accounts, and one that another account
     * has is no leftover and nobody's concern here.
     */
    private Optional<Map<String, String>> tags(AuditSpec wanted, String bucket) {
        try {
            return AwsErrors.find(() -> s3.headBucket(request ->
                            request.bucket(bucket).expectedBucketOwner(wanted.plan().account())))
                    .map(_ -> AwsErrors.find(() -> s3.getBucketTagging(request -> request.bucket(bucket)))
                            .map(answer -> answer.tagSet().stream().collect(Collectors.toMap(Tag::key, Tag::value)))
                            .orElse(Map.of()));
        } catch (AwsServiceException e) {
            if (AwsErrors.kindOf(e) == Kind.DENIED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Set<String> types() {
        return Set.of("s3");
    }
}
