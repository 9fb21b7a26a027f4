package dev.redkite.storage;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StageException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** What the stage would say against a bucket that is to be adopted, in its words, and whose key it encrypts with; reads only. */
public record BucketReview(S3Client s3) {

    /**
     * Sentences; none for a bucket that can be adopted.
     *
     * @param member of the specification that names it
     */
    public List<String> violations(String bucket, String account, String member) {
        try {
            return new ObjectStorageStage(s3).stands(bucket, account, member) ? List.of()
                    : List.of("%s, or leave %s out.".formatted(ObjectStorageStage.missing(bucket, member), member));
        } catch (StageException e) {
            return List.of(e.getMessage());
        }
    }

    /**
     * The id, ARN or alias of the KMS key by default; empty where S3 encrypts with keys of its own
     * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html).
     */
    public Optional<String> findKey(String bucket) {
        return AwsErrors.find(() -> s3.getBucketEncryption(request -> request.bucket(bucket)))
                .stream()
                .flatMap(answer -> answer.serverSideEncryptionConfiguration().rules().stream())
                .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
                .filter(each -> each != null && each.sseAlgorithm() != ServerSideEncryption.AES256)
                .map(ServerSideEncryptionByDefault::kmsMasterKeyID)
                .filter(key -> key != null)
                .findFirst();
    }
}
