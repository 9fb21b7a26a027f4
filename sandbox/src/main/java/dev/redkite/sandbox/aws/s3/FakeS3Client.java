package dev.redkite.sandbox.aws.s3;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/** Amazon S3, as far as a bucket's life goes. Objects are counted below a key prefix, not stored. */
public final class FakeS3Client implements S3Client {

    private static final class Bucket {
        private Map<String, String> tags = new TreeMap<>();
        private PublicAccessBlockConfiguration publicAccess;
        private ServerSideEncryptionConfiguration encryption;
        private BucketLifecycleConfiguration lifecycle;
        private String policy;
        private final Map<String, Long> objects = new TreeMap<>();
    }

    private final World world;
    private final Map<String, Bucket> buckets = new TreeMap<>();

    public FakeS3Client(World world) {
        this.world = world;
    }

    /** A bucket of the user's own, without our tags. */
    public void standing(String name) {
        buckets.put(name, new Bucket());
    }

    /** Writes an object, as Milvus would. */
    public void write(String bucket, String key, long bytes) {
        require(bucket).objects.put(key, bytes);
    }

    /** Everything there is, for comparing before and after. */
    public Map<String, Map<String, String>> inventory() {
        Map<String, Map<String, String>> inventory = new TreeMap<>();
        buckets.forEach((name, bucket) -> inventory.put("s3:bucket/" + name, bucket.tags));
        return inventory;
    }

    @Override
    public CreateBucketResponse createBucket(CreateBucketRequest request) {
        String constraint = request.createBucketConfiguration() == null
                ? null : request.createBucketConfiguration().locationConstraintAsString();
        if (world.region().equals("us-east-1") ? constraint != null : !world.region().equals(constraint)) {
            throw error(400, "IllegalLocationConstraintException",
                    "The " + constraint + " location constraint is incompatible for the region specific endpoint this request was sent to.");
        }
        if (!request.bucket().matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw error(400, "InvalidBucketName", "The specified bucket is not valid.");
        }
        if (buckets.containsKey(request.bucket())) {
            throw error(409, "BucketAlreadyOwnedByYou",
                    "Your previous request to create the named bucket succeeded and you already own it.");
        }
        buckets.put(request.bucket(), new Bucket());
        return CreateBucketResponse.builder().location("http://" + request.bucket() + ".s3.amazonaws.com/").build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        if (!buckets.containsKey(request.bucket())) {
            throw error(404, "NotFound", "Not Found");
        }
        return HeadBucketResponse.builder().bucketRegion(world.region()).build();
    }

    @Override
    public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
        if (!require(request.bucket()).objects.isEmpty()) {
            throw error(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }
        buckets.remove(request.bucket());
        return DeleteBucketResponse.builder().build();
    }

    @Override
    public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
        Map<String, String> tags = require(request.bucket()).tags;
        if (tags.isEmpty()) {
            throw error(404, "NoSuchTagSet", "The TagSet does not exist");
        }
        return GetBucketTaggingResponse.builder()
                .tagSet(tags.entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList())
                .build();
    }

    @Override
    public PutBucketTaggingResponse putBucketTagging(PutBucketTaggingRequest request) {
        Map<String, String> tags = new TreeMap<>();
        request.tagging().tagSet().forEach(tag -> {
            if (tags.put(tag.key(), tag.value()) != null) {
                throw error(400, "InvalidTag", "Cannot provide multiple Tags with the same key");
            }
        });
        require(request.bucket()).tags = tags;
        return PutBucketTaggingResponse.builder().build();
    }

    @Override
    public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
        Bucket bucket = require(request.bucket());
        if (bucket.publicAccess == null) {
            throw error(404, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found");
        }
        return GetPublicAccessBlockResponse.builder().publicAccessBlockConfiguration(bucket.publicAccess).build();
    }

    @Override
    public PutPublicAccessBlockResponse putPublicAccessBlock(PutPublicAccessBlockRequest request) {
        require(request.bucket()).publicAccess = request.publicAccessBlockConfiguration();
        return PutPublicAccessBlockResponse.builder().build();
    }

    @Override
    public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
        Bucket bucket = require(request.bucket());
        if (bucket.encryption == null) {
            throw error(404, "ServerSideEncryptionConfigurationNotFoundError",
                    "The server side encryption configuration was not found");
        }
        return GetBucketEncryptionResponse.builder().serverSideEncryptionConfiguration(bucket.encryption).build();
    }

    @Override
    public PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
        require(request.bucket()).encryption = request.serverSideEncryptionConfiguration();
        return PutBucketEncryptionResponse.builder().build();
    }

    @Override
    public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
            GetBucketLifecycleConfigurationRequest request) {
        Bucket bucket = require(request.bucket());
        if (bucket.lifecycle == null) {
            throw error(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");
        }
        return GetBucketLifecycleConfigurationResponse.builder().rules(bucket.lifecycle.rules()).build();
    }

    @Override
    public PutBucketLifecycleConfigurationResponse putBucketLifecycleConfiguration(
            PutBucketLifecycleConfigurationRequest request) {
        require(request.bucket()).lifecycle = request.lifecycleConfiguration();
        return PutBucketLifecycleConfigurationResponse.builder().build();
    }

    @Override
    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
        Bucket bucket = require(request.bucket());
        if (bucket.policy == null) {
            throw error(404, "NoSuchBucketPolicy", "The bucket policy does not exist");
        }
        return GetBucketPolicyResponse.builder().policy(bucket.policy).build();
    }

    @Override
    public PutBucketPolicyResponse putBucketPolicy(PutBucketPolicyRequest request) {
        require(request.bucket()).policy = request.policy();
        return PutBucketPolicyResponse.builder().build();
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        return ListObjectVersionsResponse.builder()
                .isTruncated(require(request.bucket()).objects.size() > 1000)
                .versions(require(request.bucket()).objects.entrySet().stream()
                        .filter(object -> request.prefix() == null || object.getKey().startsWith(request.prefix()))
                        .limit(1000)
                        .map(object -> ObjectVersion.builder()
                                .key(object.getKey()).versionId("null").size(object.getValue()).build())
                        .toList())
                .build();
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        Bucket bucket = require(request.bucket());
        request.delete().objects().forEach(object -> bucket.objects.remove(object.key()));
        return DeleteObjectsResponse.builder().build();
    }

    private Bucket require(String name) {
        Bucket bucket = buckets.get(name);
        if (bucket == null) {
            throw error(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        return bucket;
    }

    private static AwsServiceException error(int status, String code, String message) {
        return Errors.of("S3", status, code, message);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
