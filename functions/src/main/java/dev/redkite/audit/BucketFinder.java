package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StagePending;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.Tag;

/** Milvus' data: a leftover only where the request said that it goes. */
record BucketFinder(S3Client s3) implements ResourceFinder {

    /** Each is aborted by a call of its own, and a function has a minute. */
    private static final int MOST_UPLOADS = 100;

    @Override
    public Findings ask(AuditSpec spec) {
        return ofData(spec).plus(spec.plan().storage().backupBucket() == null ? Findings.NOTHING : new Findings(0, List.of(), List.of(),
                List.of("bucket %s, which is yours, with all backups".formatted(spec.plan().storage().backups().name()))));
    }

    private Findings ofData(AuditSpec spec) {
        String bucket = spec.plan().storage().bucket();
        if (spec.plan().storage().adopted()) {
            return Findings.retained("bucket %s, which is yours".formatted(bucket));
        }
        return tags(spec, bucket).map(tags -> findings(spec, bucket, tags)).orElseGet(Findings::absent);
    }

    private Findings findings(AuditSpec spec, String bucket, Map<String, String> tags) {
        boolean bare = tags.isEmpty() && isEmpty(bucket);
        if (!spec.ownership().owns(tags) && !bare) {
            return Findings.untouched("Bucket %s bears our name and not our tags.".formatted(bucket));
        }
        return spec.removesData()
                ? Findings.left(new Sweepable("bucket " + bucket, () -> sweep(bucket)))
                : Findings.retained("bucket %s with all data, kept because removeData is false".formatted(bucket));
    }

    /** One page of each kind, and S3 keeps a bucket in which more is: the next look goes on. */
    private void sweep(String bucket) {
        List<ObjectIdentifier> objects = objects(bucket);
        if (!objects.isEmpty()) {
            List<S3Error> kept = s3.deleteObjects(request -> request.bucket(bucket).delete(delete -> delete.objects(objects).quiet(true))).errors();
            if (!kept.isEmpty()) {
                throw new StagePending("S3 keeps %d objects of it: %s, %s (%s)".formatted(
                        kept.size(), kept.getFirst().code(), kept.getFirst().message(), kept.getFirst().key()));
            }
        }
        s3.listMultipartUploads(request -> request.bucket(bucket).maxUploads(MOST_UPLOADS)).uploads().forEach(upload -> s3.abortMultipartUpload(
                request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
        s3.deleteBucket(request -> request.bucket(bucket));
    }

    private boolean isEmpty(String bucket) {
        return objects(bucket).isEmpty() && s3.listMultipartUploads(request -> request.bucket(bucket)).uploads().isEmpty();
    }

    /** One page of versions and delete markers. */
    private List<ObjectIdentifier> objects(String bucket) {
        ListObjectVersionsResponse page = s3.listObjectVersions(request -> request.bucket(bucket));
        return Stream.concat(
                        page.versions().stream().map(each -> ObjectIdentifier.builder().key(each.key()).versionId(each.versionId()).build()),
                        page.deleteMarkers().stream().map(each -> ObjectIdentifier.builder().key(each.key()).versionId(each.versionId()).build()))
                .toList();
    }

    /**
     * Empty when there is no such bucket in this account: names are shared by all accounts, and one that another account
     * has is no leftover and nobody's concern here.
     */
    private Optional<Map<String, String>> tags(AuditSpec spec, String bucket) {
        return AwsErrors.unlessDenied(() -> AwsErrors.find(() -> s3.headBucket(request ->
                                request.bucket(bucket).expectedBucketOwner(spec.plan().account())))
                        .map(_ -> AwsErrors.find(() -> s3.getBucketTagging(request -> request.bucket(bucket)))
                                .map(answer -> answer.tagSet().stream().collect(Collectors.toMap(Tag::key, Tag::value)))
                                .orElse(Map.of())))
                .orElse(Optional.empty());
    }

    @Override
    public Set<String> types() {
        return Set.of("s3");
    }
}
