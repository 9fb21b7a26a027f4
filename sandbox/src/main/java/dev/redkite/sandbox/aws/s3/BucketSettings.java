package dev.redkite.sandbox.aws.s3;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.Place;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/** Operations that read and write a bucket's settings, each of which has an error of its own for "never set". */
abstract class BucketSettings implements S3Client {

    /** @throws AwsServiceException when there is none, or it is another account's */
    abstract Bucket require(String name);

    /** Where the service is; its ARNs begin so. */
    abstract Place place();

    static void refuse(boolean wrong, String code, String message) {
        if (wrong) {
            throw error(400, code, message);
        }
    }

    static AwsServiceException error(int status, String code, String message) {
        return Errors.of("S3", status, code, message);
    }

    /** The customer's key with which the bucket encrypts, if it does. */
    public Optional<String> findKey(String bucket) {
        ServerSideEncryptionConfiguration encryption = require(bucket).encryption;
        return encryption == null ? Optional.empty() : encryption.rules().stream()
                .map(rule -> rule.applyServerSideEncryptionByDefault().kmsMasterKeyID())
                .filter(key -> key != null)
                .findFirst();
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
        Bucket bucket = require(request.bucket());
        if (Pattern.compile("\"arn:(?!%s:)".formatted(place().partition().id())).matcher(request.policy()).find()) {
            throw error(400, "MalformedPolicy", "Policy has invalid resource");
        }
        bucket.policy = request.policy();
        return PutBucketPolicyResponse.builder().build();
    }
}
