package dev.redkite.sandbox.aws.s3;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.StandingResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.*;

/**
 * Amazon S3, as far as a bucket's life and emptying go. Names are the whole world's, and one that has just been given up
 * is refused for a while (https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html).
 */
public final class FakeS3Client extends BucketSettings {

    private static final int MOST_KEYS = 1000;

    /** How long a bucket is still seen after its deletion; no figure is published. */
    private static final Duration SEEN = Duration.ofSeconds(2);

    /** How long a name stays refused after its bucket's deletion; no figure is published. */
    private static final Duration REFUSED = Duration.ofSeconds(60);

    private record Fault(String bucket, String key, String code) {}

    private final AccountRegion place;
    private final Map<String, Bucket> buckets = new TreeMap<>();
    private final Map<String, Instant> deleted = new TreeMap<>();
    private final Set<String> others = new TreeSet<>();
    private final Set<String> elsewhere = new TreeSet<>();
    private final List<Fault> faults = new ArrayList<>();

    public FakeS3Client(AccountRegion place) {
        this.place = place;
    }

    /** A bucket of the user's own, without our tags. */
    public void standing(String name) {
        buckets.put(name, new Bucket());
        changes.note();
    }

    /** A bucket that is somebody's but for what others keep in it under those keys. */
    public void lent(String name, Predicate<String> keys) {
        standing(name);
        buckets.get(name).lent = keys;
    }

    /** A bucket of ours in another region. */
    public void elsewhere(String name) {
        elsewhere.add(name);
    }

    /** A bucket of another account. */
    public void taken(String name) {
        others.add(name);
    }

    /** Somebody has switched versioning on. */
    public void keepVersions(String bucket) {
        require(bucket).versioned = true;
    }

    public boolean has(String bucket) {
        return buckets.containsKey(bucket);
    }

    /** Writes an object, as Milvus would. */
    public void write(String bucket, String key, long bytes) {
        write(bucket, key, new Content(bytes, null));
    }

    /** The same, with what it says. */
    public void write(String bucket, String key, Content content) {
        require(bucket).put(key, version(), content, place.now());
    }

    /** What somebody reads who is let in. */
    public Optional<Content> read(String bucket, String key) {
        return find(bucket).flatMap(found -> found.find(key));
    }

    /** Deletes an object as most people do, without naming a version. */
    public void hide(String bucket, String key) {
        require(bucket).hide(key, version(), place.now());
    }

    /** Begins an upload in parts that nobody ends. */
    public void beginUpload(String bucket, String key) {
        require(bucket).begin(new Bucket.Upload(key, place.identifiers().hexadecimal("s3-upload", 32), place.now()));
    }

    /** The next deletion of that key does nothing, and the answer says so beside what was done. */
    public void failDeletion(String bucket, String key, String code) {
        faults.add(new Fault(bucket, key, code));
    }

    /** Keys of objects, hidden ones left out. */
    public Set<String> keys(String bucket) {
        return require(bucket).versions("").stream()
                .filter(version -> version.latest() && !version.deleteMarker())
                .map(Bucket.Version::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String version() {
        return place.identifiers().hexadecimal("s3-version", 32);
    }

    @Override
    protected Stream<StandingResource> standing() {
        return StandingResource.all("s3:bucket/", buckets, name -> BucketPolicy.arn(place, name), bucket -> bucket.tags, Bucket::content);
    }

    @Override
    public CreateBucketResponse createBucket(CreateBucketRequest request) {
        String constraint = request.createBucketConfiguration() == null
                ? null : request.createBucketConfiguration().locationConstraintAsString();
        refuse(place.region().equals("us-east-1") ? constraint != null : !place.region().equals(constraint),
                "IllegalLocationConstraintException",
                "The " + constraint + " location constraint is incompatible for the region specific endpoint this request was sent to.");
        refuse(!request.bucket().matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"), "InvalidBucketName", "The specified bucket is not valid.");
        if (others.contains(request.bucket())) {
            throw error(409, "BucketAlreadyExists", "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.");
        }
        if (buckets.containsKey(request.bucket())) {
            throw error(409, "BucketAlreadyOwnedByYou",
                    "Your previous request to create the named bucket succeeded and you already own it.");
        }
        if (since(request.bucket(), REFUSED)) {
            throw error(409, "OperationAborted",
                    "A conflicting conditional operation is currently in progress against this resource. Please try again.");
        }
        buckets.put(request.bucket(), new Bucket());
        return CreateBucketResponse.builder().location("http://%s.s3.%s/".formatted(request.bucket(), place.partition().dnsSuffix())).build();
    }

    private boolean since(String bucket, Duration duration) {
        Instant when = deleted.get(bucket);
        return when != null && place.now().isBefore(when.plus(duration));
    }

    /** An answer to HEAD has no body, so its refusals have no code; the SDK makes a code of 404 alone. */
    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        if (elsewhere.contains(request.bucket())) {
            throw error(301, null, "Moved Permanently");
        }
        String owner = request.expectedBucketOwner();
        boolean ours = buckets.containsKey(request.bucket());
        if (others.contains(request.bucket()) || ours && owner != null && !owner.equals(place.account())) {
            throw error(403, null, "Forbidden");
        }
        if (!ours && !since(request.bucket(), SEEN)) {
            throw error(404, "NoSuchBucket", "The specified bucket does not exist.");
        }
        return HeadBucketResponse.builder().bucketRegion(place.region()).build();
    }

    /** That incomplete uploads keep a bucket is documented for directory buckets only: stricter when in doubt. */
    @Override
    public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
        if (!require(request.bucket()).empty()) {
            throw error(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }
        buckets.remove(request.bucket());
        deleted.put(request.bucket(), place.now());
        return DeleteBucketResponse.builder().build();
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        return Listings.versions(require(request.bucket()), request);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return Listings.objects(require(request.bucket()), request);
    }

    /** Whole objects, which are small here. */
    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> answer) {
        byte[] bytes = require(request.bucket()).find(request.key()).map(Content::bytes)
                .orElseThrow(() -> error(404, "NoSuchKey", "The specified key does not exist."));
        try {
            return answer.transform(GetObjectResponse.builder().contentLength((long) bytes.length).build(),
                    AbortableInputStream.create(new ByteArrayInputStream(bytes)));
        } catch (Exception e) {
            throw new IllegalStateException("the answer was not taken", e);
        }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        try (InputStream bytes = body.contentStreamProvider().newStream()) {
            write(request.bucket(), request.key(), Content.of(bytes.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PutObjectResponse.builder().build();
    }

    @Override
    public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
        return Listings.uploads(require(request.bucket()), request);
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        if (!require(request.bucket()).abort(request.key(), request.uploadId())) {
            throw error(404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");
        }
        return AbortMultipartUploadResponse.builder().build();
    }

    /** Answers success, whatever became of each key. */
    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        Bucket bucket = require(request.bucket());
        List<ObjectIdentifier> objects = request.delete().objects();
        refuse(objects.isEmpty() || objects.size() > MOST_KEYS, "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
        List<DeletedObject> done = new ArrayList<>();
        List<S3Error> failed = new ArrayList<>();
        for (ObjectIdentifier object : objects) {
            takeFault(request.bucket(), object).ifPresentOrElse(failed::add, () -> done.add(removed(bucket, object)));
        }
        return DeleteObjectsResponse.builder()
                .deleted(Boolean.TRUE.equals(request.delete().quiet()) ? List.of() : done)
                .errors(failed)
                .build();
    }

    private DeletedObject removed(Bucket bucket, ObjectIdentifier object) {
        if (object.versionId() == null) {
            bucket.hide(object.key(), version(), place.now());
        } else {
            bucket.remove(object.key(), object.versionId());
        }
        return DeletedObject.builder().key(object.key()).versionId(object.versionId()).build();
    }

    private Optional<S3Error> takeFault(String bucket, ObjectIdentifier object) {
        Optional<Fault> fault = faults.stream()
                .filter(each -> each.bucket().equals(bucket) && each.key().equals(object.key()))
                .findFirst();
        fault.ifPresent(faults::remove);
        return fault.map(each -> S3Error.builder()
                .key(object.key()).versionId(object.versionId()).code(each.code()).message(each.code() + " of one key").build());
    }

    @Override
    AccountRegion place() {
        return place;
    }

    @Override
    Optional<Bucket> find(String name) {
        return Optional.ofNullable(buckets.get(name));
    }

    @Override
    Bucket require(String name) {
        if (others.contains(name)) {
            throw error(403, "AccessDenied", "Access Denied");
        }
        if (elsewhere.contains(name)) {
            throw error(301, "PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.");
        }
        return Optional.ofNullable(buckets.get(name)).orElseThrow(() -> error(404, "NoSuchBucket", "The specified bucket does not exist"));
    }
}
