package dev.redkite.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Partition;
import dev.redkite.failure.AwsErrors;
import dev.redkite.json.Json;
import dev.redkite.stage.Change;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The four settings that keep a bucket safe and cheap, each compared and each sent only when it differs. */
record BucketProtection(S3Client s3, String bucket, Partition partition) {

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

    /** Looked up one by one, as they are asked for. */
    Stream<Change> changes() {
        return Stream.<Supplier<Optional<Change>>>of(
                        this::publicAccess, this::encryption, this::abandonedUploads, this::transport)
                .flatMap(setting -> setting.get().stream());
    }

    /** All four, of a bucket that has been made just now and has none. */
    void protect() {
        block();
        encrypt();
        expire(List.of());
        encryptTransport(List.of());
    }

    private Optional<Change> publicAccess() {
        boolean blocked = AwsErrors.find(() -> s3.getPublicAccessBlock(request -> request.bucket(bucket)))
                .filter(answer -> answer.publicAccessBlockConfiguration().equals(BLOCKED))
                .isPresent();
        return change(!blocked, "public access is not blocked", this::block);
    }

    private void block() {
        s3.putPublicAccessBlock(request -> request.bucket(bucket).publicAccessBlockConfiguration(BLOCKED));
    }

    /** The service may add members of its own, so only what we ask for is compared. */
    private Optional<Change> encryption() {
        boolean encrypted = AwsErrors.find(() -> s3.getBucketEncryption(request -> request.bucket(bucket)))
                .filter(answer -> answer.serverSideEncryptionConfiguration().rules().stream()
                        .anyMatch(rule -> rule.applyServerSideEncryptionByDefault() != null
                                && rule.applyServerSideEncryptionByDefault().sseAlgorithm() == ServerSideEncryption.AES256))
                .isPresent();
        return change(!encrypted, "default encryption differs", this::encrypt);
    }

    private void encrypt() {
        s3.putBucketEncryption(request -> request.bucket(bucket).serverSideEncryptionConfiguration(ENCRYPTED));
    }

    /** Sent with the rules that others have added, for S3 replaces all of them at once. */
    private Optional<Change> abandonedUploads() {
        List<LifecycleRule> rules = rules();
        boolean expire = rules.stream().anyMatch(
                rule -> rule.status() == ExpirationStatus.ENABLED && rule.abortIncompleteMultipartUpload() != null);
        return change(!expire, "abandoned uploads do not expire", () -> expire(rules));
    }

    private void expire(List<LifecycleRule> present) {
        Stream<LifecycleRule> others = present.stream().filter(rule -> !ABANDONED_UPLOADS.id().equals(rule.id()));
        List<LifecycleRule> all = Stream.concat(others, Stream.of(ABANDONED_UPLOADS)).toList();
        s3.putBucketLifecycleConfiguration(request -> request.bucket(bucket).lifecycleConfiguration(lifecycle -> lifecycle.rules(all)));
    }

    private List<LifecycleRule> rules() {
        return AwsErrors.find(() -> s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket)).rules()).orElse(List.of());
    }

    /** Sent with the statements that others have added; one that bears our name is ours. */
    private Optional<Change> transport() {
        List<JsonNode> present = AwsErrors.find(() -> s3.getBucketPolicy(request -> request.bucket(bucket)))
                .map(answer -> statements(answer.policy()))
                .orElse(List.of());
        return change(!present.contains(encryptedTransport()), "plain HTTP is not denied", () -> encryptTransport(present));
    }

    private void encryptTransport(List<JsonNode> present) {
        JsonNode ours = encryptedTransport();
        ObjectNode policy = Json.object().put("Version", "2012-10-17");
        policy.putArray("Statement")
                .addAll(present.stream().filter(statement -> !statement.path("Sid").equals(ours.path("Sid"))).toList())
                .add(ours);
        s3.putBucketPolicy(request -> request.bucket(bucket).policy(Json.text(policy)));
    }

    /** A bucket that has just been deleted is seen for some seconds more; the next look tells. */
    private static Optional<Change> change(boolean differs, String difference, Runnable put) {
        return differs ? Optional.of(new Change(difference, () -> AwsErrors.unlessAbsent(put))) : Optional.empty();
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
}
