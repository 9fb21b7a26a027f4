package dev.redkite.sandbox.aws.s3;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.policy.Caller;
import dev.redkite.sandbox.policy.ResourcePolicy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;

/** Operations that read and write a bucket's settings, each of which has an error of its own for "never set". */
abstract class BucketSettings extends FakeService implements S3Client {

    /** @throws AwsServiceException when there is none, or it is another account's */
    abstract Bucket require(String name);

    /** Empty when the account has none of that name. */
    abstract Optional<Bucket> find(String name);

    /** Where the service is; its ARNs begin so. */
    abstract AccountRegion place();

    static void refuse(boolean wrong, String code, String message) {
        if (wrong) {
            throw error(400, code, message);
        }
    }

    static AwsServiceException error(int status, String code, String message) {
        return Errors.of("S3", status, code, message);
    }

    private static <T> T set(T setting, String code, String message) {
        if (setting == null) {
            throw error(404, code, message);
        }
        return setting;
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
        return GetPublicAccessBlockResponse.builder().publicAccessBlockConfiguration(set(require(request.bucket()).publicAccess, "NoSuchPublicAccessBlockConfiguration",
                "The public access block configuration was not found")).build();
    }

    @Override
    public PutPublicAccessBlockResponse putPublicAccessBlock(PutPublicAccessBlockRequest request) {
        require(request.bucket()).publicAccess = request.publicAccessBlockConfiguration();
        return PutPublicAccessBlockResponse.builder().build();
    }

    @Override
    public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
        return GetBucketEncryptionResponse.builder().serverSideEncryptionConfiguration(set(require(request.bucket()).encryption, "ServerSideEncryptionConfigurationNotFoundError",
                "The server side encryption configuration was not found")).build();
    }

    @Override
    public PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
        require(request.bucket()).encryption = request.serverSideEncryptionConfiguration();
        return PutBucketEncryptionResponse.builder().build();
    }

    @Override
    public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
            GetBucketLifecycleConfigurationRequest request) {
        return GetBucketLifecycleConfigurationResponse.builder().rules(set(require(request.bucket()).lifecycle, "NoSuchLifecycleConfiguration",
                "The lifecycle configuration does not exist").rules()).build();
    }

    @Override
    public PutBucketLifecycleConfigurationResponse putBucketLifecycleConfiguration(
            PutBucketLifecycleConfigurationRequest request) {
        require(request.bucket()).lifecycle = request.lifecycleConfiguration();
        return PutBucketLifecycleConfigurationResponse.builder().build();
    }

    @Override
    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
        return GetBucketPolicyResponse.builder().policy(set(require(request.bucket()).policy, "NoSuchBucketPolicy",
                "The bucket policy does not exist")).build();
    }

    @Override
    public PutBucketPolicyResponse putBucketPolicy(PutBucketPolicyRequest request) {
        Bucket bucket = require(request.bucket());
        BucketPolicy.check(place(), request.bucket(), request.policy());
        if (bucket.blocks(PublicAccessBlockConfiguration::blockPublicPolicy) && ResourcePolicy.of(request.policy()).isPublic()) {
            throw error(403, "AccessDenied", ("User is not authorized to perform: s3:PutBucketPolicy on resource: \"%s\""
                    + " because public policies are blocked by the BlockPublicPolicy block public access setting.").formatted(BucketPolicy.arn(place(), request.bucket())));
        }
        bucket.policy = request.policy();
        return PutBucketPolicyResponse.builder().build();
    }

    @Override
    public DeleteBucketPolicyResponse deleteBucketPolicy(DeleteBucketPolicyRequest request) {
        require(request.bucket()).policy = null;
        return DeleteBucketPolicyResponse.builder().build();
    }

    @Override
    public DeletePublicAccessBlockResponse deletePublicAccessBlock(DeletePublicAccessBlockRequest request) {
        require(request.bucket()).publicAccess = null;
        return DeletePublicAccessBlockResponse.builder().build();
    }

    /** What the policy of the bucket of that ARN, or of that object's, says; nothing where there is none. */
    public ResourcePolicy policyOf(String arn) {
        String name = arn.substring(arn.lastIndexOf(':') + 1).split("/")[0];
        return find(name).map(bucket -> bucket.policy).map(ResourcePolicy::of).orElse(ResourcePolicy.NONE);
    }

    /**
     * Whether somebody who may do nothing in this account may do that; ACLs are off, as in every bucket since April 2023
     * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
     */
    public boolean opens(String name, Caller stranger, String action, String resource) {
        ResourcePolicy policy = policyOf(resource);
        boolean restricted = policy.isPublic() && require(name).blocks(PublicAccessBlockConfiguration::restrictPublicBuckets);
        return !restricted && policy.opens(stranger, place().account(), action, resource);
    }
}
