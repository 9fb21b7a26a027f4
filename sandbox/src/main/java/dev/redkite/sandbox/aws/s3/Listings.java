package dev.redkite.sandbox.aws.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.model.*;

/** Lists in pages of 1,000 at most; a page goes on after the pair of markers that the one before ended with. */
final class Listings {

    private static final int PAGE = 1000;

    private Listings() {}

    static ListObjectVersionsResponse versions(Bucket bucket, ListObjectVersionsRequest request) {
        BucketSettings.refuse(request.versionIdMarker() != null && request.keyMarker() == null, "InvalidArgument",
                "A version-id marker cannot be specified without a key marker.");
        refuseDelimiter(request.delimiter());
        List<Bucket.Version> left = after(bucket.versions(text(request.prefix())), request.keyMarker() == null ? null
                : version -> version.key().equals(request.keyMarker())
                        && (request.versionIdMarker() == null || version.id().equals(request.versionIdMarker())));
        List<Bucket.Version> page = left.subList(0, size(left, request.maxKeys()));
        boolean truncated = page.size() < left.size();
        return ListObjectVersionsResponse.builder()
                .name(request.bucket())
                .isTruncated(truncated)
                .nextKeyMarker(truncated ? page.getLast().key() : null)
                .nextVersionIdMarker(truncated ? page.getLast().id() : null)
                .versions(page.stream().filter(version -> !version.deleteMarker()).map(Listings::described).toList())
                .deleteMarkers(page.stream().filter(Bucket.Version::deleteMarker).map(Listings::marker).toList())
                .build();
    }

    /** By key; the marker is the last key of the page before. */
    static ListObjectsV2Response objects(Bucket bucket, ListObjectsV2Request request) {
        refuseDelimiter(request.delimiter());
        List<Bucket.Version> all = bucket.versions(text(request.prefix())).stream()
                .filter(version -> version.latest() && !version.deleteMarker()).toList();
        List<Bucket.Version> left = after(all, request.continuationToken() == null ? null
                : version -> version.key().equals(request.continuationToken()));
        List<Bucket.Version> page = left.subList(0, size(left, request.maxKeys()));
        boolean truncated = page.size() < left.size();
        return ListObjectsV2Response.builder()
                .name(request.bucket())
                .isTruncated(truncated)
                .keyCount(page.size())
                .nextContinuationToken(truncated ? page.getLast().key() : null)
                .contents(page.stream().map(version -> S3Object.builder()
                        .key(version.key()).size(version.size()).lastModified(version.made()).build()).toList())
                .build();
    }

    private static ObjectVersion described(Bucket.Version version) {
        return ObjectVersion.builder()
                .key(version.key()).versionId(version.id()).size(version.size()).isLatest(version.latest())
                .lastModified(version.made())
                .build();
    }

    private static DeleteMarkerEntry marker(Bucket.Version version) {
        return DeleteMarkerEntry.builder()
                .key(version.key()).versionId(version.id()).isLatest(version.latest()).lastModified(version.made())
                .build();
    }

    static ListMultipartUploadsResponse uploads(Bucket bucket, ListMultipartUploadsRequest request) {
        refuseDelimiter(request.delimiter());
        List<Bucket.Upload> left = after(bucket.uploads(text(request.prefix())), request.keyMarker() == null ? null
                : upload -> upload.key().equals(request.keyMarker())
                        && (request.uploadIdMarker() == null || upload.id().equals(request.uploadIdMarker())));
        List<Bucket.Upload> page = left.subList(0, size(left, request.maxUploads()));
        boolean truncated = page.size() < left.size();
        return ListMultipartUploadsResponse.builder()
                .bucket(request.bucket())
                .isTruncated(truncated)
                .nextKeyMarker(truncated ? page.getLast().key() : null)
                .nextUploadIdMarker(truncated ? page.getLast().id() : null)
                .uploads(page.stream()
                        .map(upload -> MultipartUpload.builder()
                                .key(upload.key()).uploadId(upload.id()).initiated(upload.begun()).build())
                        .toList())
                .build();
    }

    /** What comes after the last entry that the marker names; with a marker that names nothing, nothing. */
    private static <T> List<T> after(List<T> all, Predicate<T> marker) {
        if (marker == null) {
            return all;
        }
        List<T> left = new ArrayList<>();
        for (T entry : all.reversed()) {
            if (marker.test(entry)) {
                return left.reversed();
            }
            left.add(entry);
        }
        return List.of();
    }

    private static int size(List<?> left, Integer most) {
        BucketSettings.refuse(most != null && most < 1, "InvalidArgument", "Argument must be a positive integer.");
        return Math.min(left.size(), most == null ? PAGE : Math.min(PAGE, most));
    }

    private static void refuseDelimiter(String delimiter) {
        if (delimiter != null) {
            throw new UnsupportedOperationException("the sandbox lists without a delimiter only");
        }
    }

    private static String text(String prefix) {
        return prefix == null ? "" : prefix;
    }
}
