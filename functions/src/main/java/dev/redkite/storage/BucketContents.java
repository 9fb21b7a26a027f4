package dev.redkite.storage;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Transient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * All that keeps a bucket from being deleted, or is paid for without being seen: versions, delete markers and incomplete
 * uploads (https://docs.aws.amazon.com/AmazonS3/latest/userguide/empty-bucket.html).
 *
 * @param prefix of what is meant, if not all of it
 */
public record BucketContents(S3Client s3, String bucket, @Nullable String prefix) {

    /** Each is aborted by a call of its own, and a function has a minute. */
    private static final int MOST_UPLOADS = 100;

    private static final int MOST_ERRORS_SAID = 3;

    /** Of the whole bucket. */
    public BucketContents(S3Client s3, String bucket) {
        this(s3, bucket, null);
    }

    public boolean isEmpty() {
        return objects(versions()).isEmpty() && uploads().uploads().isEmpty();
    }

    /**
     * Removes at most one page of each kind, for good.
     *
     * @return what is still there, in words; empty when nothing is
     * @throws Transient when the service kept some of what it was to remove
     */
    public Optional<String> removePage() {
        List<String> left = new ArrayList<>();
        ListObjectVersionsResponse page = versions();
        remove(objects(page));
        if (Boolean.TRUE.equals(page.isTruncated())) {
            ListObjectVersionsResponse next = versions();
            left.add(counted(objects(next).size(), next.isTruncated(), "objects"));
        }
        if (abortUploads()) {
            ListMultipartUploadsResponse next = uploads();
            left.add(counted(next.uploads().size(), next.isTruncated(), "incomplete uploads"));
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", left));
    }

    private static String counted(int present, Boolean truncated, String what) {
        return "%s%,d %s".formatted(Boolean.TRUE.equals(truncated) ? "more than " : "", present, what);
    }

    private ListObjectVersionsResponse versions() {
        return AwsErrors.find(() -> s3.listObjectVersions(request -> request.bucket(bucket).prefix(prefix)))
                .orElseGet(() -> ListObjectVersionsResponse.builder().build());
    }

    private ListMultipartUploadsResponse uploads() {
        return AwsErrors.find(() -> s3.listMultipartUploads(request -> request.bucket(bucket).prefix(prefix).maxUploads(MOST_UPLOADS)))
                .orElseGet(() -> ListMultipartUploadsResponse.builder().build());
    }

    private static List<ObjectIdentifier> objects(ListObjectVersionsResponse page) {
        return Stream.concat(
                        page.versions().stream().map(version -> identified(version.key(), version.versionId())),
                        page.deleteMarkers().stream().map(marker -> identified(marker.key(), marker.versionId())))
                .toList();
    }

    private static ObjectIdentifier identified(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }

    /**
     * The service answers 200 and names inside what it did not remove
     * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html): worth the machine's few spaced tries,
     * after which people read the service's own words.
     */
    private void remove(List<ObjectIdentifier> objects) {
        if (objects.isEmpty()) {
            return;
        }
        List<S3Error> kept = s3.deleteObjects(request -> request.bucket(bucket)
                        .delete(delete -> delete.objects(objects).quiet(true)))
                .errors();
        if (!kept.isEmpty()) {
            throw new Transient("S3 kept %,d of %,d objects of bucket %s: %s. If this persists, check object locks and policies."
                    .formatted(kept.size(), objects.size(), bucket, String.join("; ", kept.stream()
                            .limit(MOST_ERRORS_SAID)
                            .map(error -> "%s, %s (%s)".formatted(error.code(), error.message(), error.key()))
                            .toList())));
        }
    }

    /** Whether there are more. */
    private boolean abortUploads() {
        ListMultipartUploadsResponse page = uploads();
        page.uploads().forEach(upload -> AwsErrors.unlessAbsent(() -> s3.abortMultipartUpload(
                request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()))));
        return Boolean.TRUE.equals(page.isTruncated());
    }
}
