package dev.redkite.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Partition;
import dev.redkite.failure.AwsErrors;
import dev.redkite.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The four settings that keep a bucket safe and cheap, each compared and each sent only when it differs. */
final class BucketProtection {

    private static final PublicAccessBlockConfiguration BLOCKED = PublicAccessBlockConfiguration.builder()
            .blockPublicAcls(true)
            .blockPublicPolicy(true)
            .ignorePublicAcls(true)
            .restrictPublicBuckets(true)
            .build();

    private static final ServerSideEncryptionConfiguration ENCRYPTED = ServerSideEncryptionConfiguration.builder()
            .rules(ServerSideEncryptionRule.builder()
                    .applyServerSideEncryptionByDefault(rule -> rule.sseAlgorithm(ServerSideEncryption.AES256))
                    .bucketKeyEnabled(true)
                    .build())
            .build();

    /** Milvus uploads in parts; what a killed pod began would be paid for without end. */
    private static final LifecycleRule ABANDONED_UPLOADS = LifecycleRule.builder()
            .id("abandoned-uploads")
            .status(ExpirationStatus.ENABLED)
            .filter(filter -> filter.prefix(""))
            .abortIncompleteMultipartUpload(abort -> abort.daysAfterInitiation(7))
            .build();

    private final S3Client s3;
    private final String bucket;
    private final Partition partition;

    BucketProtection(S3Client s3, String bucket, Partition partition) {
        this.s3 = s3;
        this.bucket = bucket;
        this.partition = partition;
    }

    List<String> differences() {
        List<String> differences = new ArrayList<>();
        if (!publicAccessBlocked()) {
            differences.add("public access is not blocked");
        }
        if (!encrypted()) {
            differences.add("default encryption differs");
        }
        if (!uploadsExpire()) {
            differences.add("abandoned uploads do not expire");
        }
        if (!encryptedTransportOnly()) {
            differences.add("plain HTTP is not denied");
        }
        return differences;
    }

    void apply() {
        if (!publicAccessBlocked()) {
            s3.putPublicAccessBlock(request -> request.bucket(bucket).publicAccessBlockConfiguration(BLOCKED));
        }
        if (!encrypted()) {
            s3.putBucketEncryption(request -> request.bucket(bucket).serverSideEncryptionConfiguration(ENCRYPTED));
        }
        if (!uploadsExpire()) {
            s3.putBucketLifecycleConfiguration(request -> request.bucket(bucket)
                    .lifecycleConfiguration(BucketLifecycleConfiguration.builder().rules(lifecycle()).build()));
        }
        if (!encryptedTransportOnly()) {
            s3.putBucketPolicy(request -> request.bucket(bucket).policy(policy()));
        }
    }

    private boolean publicAccessBlocked() {
        return AwsErrors.find(() -> s3.getPublicAccessBlock(request -> request.bucket(bucket)))
                .map(answer -> answer.publicAccessBlockConfiguration().equals(BLOCKED))
                .orElse(false);
    }

    /** The service may add members of its own, so only what we ask for is compared. */
    private boolean encrypted() {
        return AwsErrors.find(() -> s3.getBucketEncryption(request -> request.bucket(bucket)))
                .map(answer -> answer.serverSideEncryptionConfiguration().rules().stream()
                        .anyMatch(rule -> rule.applyServerSideEncryptionByDefault() != null
                                && rule.applyServerSideEncryptionByDefault().sseAlgorithm()
                                        == ServerSideEncryption.AES256))
                .orElse(false);
    }

    private boolean uploadsExpire() {
        return rules().stream().anyMatch(rule -> rule.status() == ExpirationStatus.ENABLED
                && rule.abortIncompleteMultipartUpload() != null);
    }

    /** With the rules that others have added, for S3 replaces all of them at once. */
    private List<LifecycleRule> lifecycle() {
        Stream<LifecycleRule> others = rules().stream().filter(rule -> !ABANDONED_UPLOADS.id().equals(rule.id()));
        return Stream.concat(others, Stream.of(ABANDONED_UPLOADS)).toList();
    }

    private List<LifecycleRule> rules() {
        return AwsErrors.find(() -> s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket)).rules()).orElse(List.of());
    }

    private boolean encryptedTransportOnly() {
        return AwsErrors.find(() -> s3.getBucketPolicy(request -> request.bucket(bucket)))
                .map(answer -> statements(answer.policy()).contains(encryptedTransport()))
                .orElse(false);
    }

    private static List<JsonNode> statements(String policy) {
        JsonNode statements = Json.parse(policy).path("Statement");
        return statements.isArray() ? statements.valueStream().toList() : List.of(statements);
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html, "HTTPS only". */
    private JsonNode encryptedTransport() {
        return Json.parse("""
                {"Sid":"EncryptedTransportOnly","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["%1$s","%1$s/*"],\
                "Condition":{"Bool":{"aws:SecureTransport":"false"}}}"""
                .formatted(partition.arn("s3", bucket)));
    }

    /** With the statements that others have added; one that bears our name is ours. */
    private String policy() {
        JsonNode ours = encryptedTransport();
        ObjectNode policy = Json.object().put("Version", "2012-10-17");
        ArrayNode statements = policy.putArray("Statement");
        AwsErrors.find(() -> s3.getBucketPolicy(request -> request.bucket(bucket)))
                .map(answer -> statements(answer.policy()))
                .orElse(List.of()).stream()
                .filter(statement -> !statement.path("Sid").equals(ours.path("Sid")))
                .forEach(statements::add);
        statements.add(ours);
        return Json.text(policy);
    }
}
