package dev.redkite.storage;

import dev.redkite.deployment.Partition;
import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StagePending;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * One bucket: public access blocked, encrypted, TLS only, abandoned uploads expired. A bucket that the user names is
 * adopted: it must exist, and nothing about it is changed.
 *
 * <p>A bucket without any tag counts as ours when its name is the computed one, account and region included, for a
 * crash between making and tagging it leaves exactly that. What that crash leaves is empty, so an untagged bucket that
 * holds something is not removed.
 */
record ObjectStorageStage(S3Client s3) implements Resource<ObjectStorageSpec, ObjectStorageFacts> {

    /** What S3 answers of a bucket in another region (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, PermanentRedirect). */
    private static final int MOVED = 301;

    private static final String MEMBER = "storage.bucket";

    @Override
    public Observation<ObjectStorageFacts> observe(ObjectStorageSpec spec) {
        if (!stands(spec.bucket(), spec.account(), MEMBER)) {
            return spec.adopted() ? Observation.broken(missing(spec.bucket(), MEMBER)
                    + ", then redrive the execution; or leave storage.bucket out and send the request again.") : Observation.absent();
        }
        return spec.adopted() ? Observation.ready(facts(spec)) : Observation.compared(facts(spec), changes(spec));
    }

    private static ObjectStorageFacts facts(ObjectStorageSpec spec) {
        return new ObjectStorageFacts(spec.bucket(), partition(spec).host("s3", spec.region()), spec.rootPath());
    }

    /**
     * Names are shared by all accounts, and a bucket of somebody else's that lets us in would take Milvus' data: so the
     * owner is asked for too (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html).
     *
     * @param member of the specification that could name another
     */
    boolean stands(String bucket, String account, String member) {
        try {
            return AwsErrors.find(() -> s3.headBucket(request -> request.bucket(bucket).expectedBucketOwner(account))).isPresent();
        } catch (AwsServiceException e) {
            if (e.statusCode() == MOVED) {
                throw new NotOurs("Bucket %s lies in another region. Name a bucket of this region in %s.".formatted(bucket, member));
            }
            if (AwsErrors.kindOf(e) == AwsErrors.Kind.DENIED) {
                throw new NotOurs("Bucket %s belongs to another account, or its policy keeps us out. Name a bucket of this account in %s%s."
                        .formatted(bucket, member, member.equals(MEMBER) ? ", or rename the environment" : ""));
            }
            throw e;
        }
    }

    private static Partition partition(ObjectStorageSpec spec) {
        return Partition.of(spec.region());
    }

    static String missing(String bucket, String member) {
        return "The bucket %s, named in %s, does not exist in this account and region. Next: create it".formatted(bucket, member);
    }

    private List<Change> changes(ObjectStorageSpec spec) {
        Map<String, String> tags = tags(spec.bucket());
        if (!tags.isEmpty()) {
            spec.ownership().require("Bucket " + spec.bucket(), tags);
        }
        List<String> differences =
                tags.isEmpty() ? List.of("the bucket carries no tags yet") : spec.ownership().differences(tags);
        return Stream.concat(
                        Change.of(differences, () -> AwsErrors.unlessAbsent(() -> tag(spec, tags))).stream(),
                        protection(spec).changes())
                .toList();
    }

    private BucketProtection protection(ObjectStorageSpec spec) {
        return new BucketProtection(s3, spec.bucket(), partition(spec));
    }

    private Map<String, String> tags(String bucket) {
        return AwsErrors.find(() -> s3.getBucketTagging(request -> request.bucket(bucket)))
                .map(answer -> answer.tagSet().stream().collect(Collectors.toMap(Tag::key, Tag::value)))
                .orElse(Map.of());
    }

    /**
     * One that is made by this call has nothing set yet, and what S3 answered of its settings is what stands. It may not see
     * its own bucket at once: then the next look finds what is missing.
     */
    @Override
    public Observation<ObjectStorageFacts> made(ObjectStorageSpec spec) {
        if (createBucket(spec).isEmpty()) {
            return observe(spec);
        }
        return AwsErrors.find(() -> {
            tag(spec, Map.of());
            protection(spec).protect();
            return facts(spec);
        }).map(Observation::ready).orElseGet(Observation::absent);
    }

    @Override
    public void create(ObjectStorageSpec spec) {
        made(spec);
    }

    /** us-east-1 is the one region that must not be named (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html). */
    private Optional<CreateBucketResponse> createBucket(ObjectStorageSpec spec) {
        CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(spec.bucket());
        if (!spec.region().equals("us-east-1")) {
            request.createBucketConfiguration(CreateBucketConfiguration.builder()
                    .locationConstraint(spec.region())
                    .build());
        }
        return Failures.about("Bucket " + spec.bucket(), () -> AwsErrors.unlessTaken(() -> s3.createBucket(request.build())));
    }

    private void tag(ObjectStorageSpec spec, Map<String, String> present) {
        Map<String, String> tags = new TreeMap<>(present);
        spec.ownership().tags().forEach((key, value) -> {
            boolean born = key.equals(Ownership.GENERATION) && present.containsKey(key);
            if (!born) {
                tags.put(key, value);
            }
        });
        List<Tag> set = tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        s3.putBucketTagging(request -> request.bucket(spec.bucket()).tagging(tagging -> tagging.tagSet(set)));
    }

    /** Data stays unless the request says that it goes; a user's own bucket stays in any case. */
    @Override
    public Progress<Void> retire(ObjectStorageSpec spec) {
        return spec.removesData() && !spec.adopted() ? Resource.super.retire(spec) : Progress.done();
    }

    /**
     * Empties one page a call, then removes the bucket. Whether data may go is decided before this
     * is called.
     */
    @Override
    public void remove(ObjectStorageSpec spec) {
        BucketContents contents = new BucketContents(s3, spec.bucket());
        if (tags(spec.bucket()).isEmpty() && !contents.isEmpty()) {
            throw new NotOurs("Bucket %s holds objects and is not tagged %s=%s. Remove it, or tag it if it is the environment's."
                    .formatted(spec.bucket(), Ownership.ENVIRONMENT, spec.ownership().environment()));
        }
        contents.removePage().ifPresent(left -> {
            throw new StagePending("emptying bucket %s: %s left".formatted(spec.bucket(), left));
        });
        Failures.about("Bucket " + spec.bucket(), () ->
                AwsErrors.unlessAbsent(() -> s3.deleteBucket(request -> request.bucket(spec.bucket()))));
    }
}
