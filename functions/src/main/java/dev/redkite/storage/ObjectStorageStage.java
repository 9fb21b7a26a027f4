package dev.redkite.storage;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Ownership;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * One bucket: public access blocked, encrypted, TLS only, abandoned uploads expired. A bucket that the user names is
 * adopted: it must exist, and nothing about it is changed.
 *
 * <p>A bucket without any tag counts as ours when its name is the computed one, account and region included, for
 * a crash between making and tagging it leaves exactly that.
 */
final class ObjectStorageStage implements Resource<ObjectStorageSpec, ObjectStorageFacts> {

    private final S3Client s3;

    ObjectStorageStage(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public Observation<ObjectStorageFacts> observe(ObjectStorageSpec wanted) {
        if (AwsErrors.find(() -> s3.headBucket(request -> request.bucket(wanted.bucket()))).isEmpty()) {
            return wanted.adopted() ? missing(wanted) : Observation.absent();
        }
        ObjectStorageFacts facts = new ObjectStorageFacts(
                wanted.bucket(), "s3." + wanted.region() + ".amazonaws.com", wanted.rootPath());
        return wanted.adopted() ? new Observation.Ready<>(facts) : Observation.compared(facts, differences(wanted));
    }

    private static Observation<ObjectStorageFacts> missing(ObjectStorageSpec wanted) {
        return Observation.broken("The bucket %s, named in storage.bucket, does not exist in this account and region. Next: create it, or leave storage.bucket out."
                .formatted(wanted.bucket()));
    }

    private List<String> differences(ObjectStorageSpec wanted) {
        Map<String, String> tags = tags(wanted.bucket());
        List<String> differences = new ArrayList<>();
        if (tags.isEmpty()) {
            differences.add("the bucket carries no tags yet");
        } else {
            wanted.ownership().require("Bucket " + wanted.bucket(), tags);
            differences.addAll(wanted.ownership().differences(tags));
        }
        differences.addAll(new BucketProtection(s3, wanted.bucket()).differences());
        return differences;
    }

    private Map<String, String> tags(String bucket) {
        return AwsErrors.find(() -> s3.getBucketTagging(request -> request.bucket(bucket)))
                .map(answer -> answer.tagSet().stream().collect(Collectors.toMap(Tag::key, Tag::value)))
                .orElse(Map.of());
    }

    /** us-east-1 is the one region that must not be named (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html). */
    @Override
    public void create(ObjectStorageSpec wanted) {
        CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(wanted.bucket());
        if (!wanted.region().equals("us-east-1")) {
            request.createBucketConfiguration(CreateBucketConfiguration.builder()
                    .locationConstraint(wanted.region())
                    .build());
        }
        AwsErrors.unlessPresent(() -> s3.createBucket(request.build()));
        configure(wanted, Map.of());
    }

    @Override
    public void update(ObjectStorageSpec wanted, Drifted<ObjectStorageFacts> drifted) {
        configure(wanted, tags(wanted.bucket()));
    }

    private void configure(ObjectStorageSpec wanted, Map<String, String> present) {
        Map<String, String> tags = new TreeMap<>(present);
        wanted.ownership().tags().forEach((key, value) -> {
            boolean born = key.equals(Ownership.GENERATION) && present.containsKey(key);
            if (!born) {
                tags.put(key, value);
            }
        });
        List<Tag> set = tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        s3.putBucketTagging(request -> request.bucket(wanted.bucket()).tagging(tagging -> tagging.tagSet(set)));
        new BucketProtection(s3, wanted.bucket()).apply();
    }

    /** Data stays unless the request says that it goes; a user's own bucket stays in any case. */
    @Override
    public Progress<Void> retire(ObjectStorageSpec wanted) {
        return wanted.removesData() && !wanted.adopted() ? Resource.super.retire(wanted) : new Done<>(null);
    }

    /**
     * Empties at most one page of 1,000 versions a call, then removes the bucket once it is empty. Whether data may
     * go is the plan's decision, made before this is called.
     */
    @Override
    public void remove(ObjectStorageSpec wanted) {
        if (wanted.adopted()) {
            throw new StageBroken("Bucket %s was adopted, not made: it stays.".formatted(wanted.bucket()));
        }
        List<ObjectVersion> versions =
                s3.listObjectVersions(request -> request.bucket(wanted.bucket())).versions();
        if (versions.isEmpty()) {
            AwsErrors.unlessAbsent(() -> s3.deleteBucket(request -> request.bucket(wanted.bucket())));
            return;
        }
        List<ObjectIdentifier> objects = versions.stream()
                .map(version -> ObjectIdentifier.builder().key(version.key()).versionId(version.versionId()).build())
                .toList();
        s3.deleteObjects(request -> request.bucket(wanted.bucket()).delete(delete -> delete.objects(objects)));
    }
}
