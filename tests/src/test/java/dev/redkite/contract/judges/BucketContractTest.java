package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.failure.AwsErrors;
import dev.redkite.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Tag;

/** Amazon S3. */
class BucketContractTest extends Behaviours {

    private S3Client s3() {
        return client(S3Client.class);
    }

    private String bucket() {
        String name = account.name("bucket");
        s3().createBucket(request -> request.bucket(name)
                .createBucketConfiguration(configuration -> configuration.locationConstraint(Judge.REGION.id())));
        return name;
    }

    private ListObjectVersionsResponse versions(String bucket) {
        return s3().listObjectVersions(request -> request.bucket(bucket));
    }

    private void delete(String bucket, List<ObjectIdentifier> objects) {
        assertThat(s3().deleteObjects(request -> request.bucket(bucket).delete(delete -> delete.objects(objects))).errors())
                .isEmpty();
    }

    private static List<ObjectIdentifier> all(ListObjectVersionsResponse versions) {
        List<ObjectIdentifier> objects = new ArrayList<>();
        for (ObjectVersion version : versions.versions()) {
            objects.add(ObjectIdentifier.builder().key(version.key()).versionId(version.versionId()).build());
        }
        for (DeleteMarkerEntry marker : versions.deleteMarkers()) {
            objects.add(ObjectIdentifier.builder().key(marker.key()).versionId(marker.versionId()).build());
        }
        return objects;
    }

    @Test
    void an_unknown_bucket_is_absent_to_whoever_asks_for_its_head() {
        refuses(AwsErrors.Kind.ABSENT, () -> s3().headBucket(request -> request.bucket(account.name("nobody"))));
    }

    @Test
    void a_bucket_that_is_ours_already_is_refused_as_ours() {
        bucket();

        refuses("BucketAlreadyOwnedByYou", this::bucket);
    }

    @Test
    void a_bucket_belongs_to_the_account_that_asks() {
        String name = bucket();

        s3().headBucket(request -> request.bucket(name).expectedBucketOwner("123456789012"));
        refuses(AwsErrors.Kind.DENIED, () ->
                s3().headBucket(request -> request.bucket(name).expectedBucketOwner("210987654321")));
    }

    @Test
    void a_bucket_of_another_region_than_asked_from_is_refused() {
        refuses("IllegalLocationConstraintException", () -> s3().createBucket(request -> request.bucket(account.name("far"))
                .createBucketConfiguration(configuration -> configuration.locationConstraint("eu-central-1"))));
    }

    @Test
    void a_bucket_without_tags_has_no_set_of_them() {
        String name = bucket();

        refuses("NoSuchTagSet", () -> s3().getBucketTagging(request -> request.bucket(name)));
        s3().putBucketTagging(request -> request.bucket(name)
                .tagging(tagging -> tagging.tagSet(Tag.builder().key("judged").value("yes").build())));
        assertThat(s3().getBucketTagging(request -> request.bucket(name)).tagSet())
                .extracting(Tag::key).containsExactly("judged");
    }

    @Test
    void tags_of_a_bucket_are_replaced_as_a_whole() {
        String name = bucket();
        for (String key : List.of("first", "second")) {
            s3().putBucketTagging(request -> request.bucket(name)
                    .tagging(tagging -> tagging.tagSet(Tag.builder().key(key).value("yes").build())));
        }

        assertThat(s3().getBucketTagging(request -> request.bucket(name)).tagSet())
                .extracting(Tag::key).containsExactly("second");
    }

    @Test
    void what_a_bucket_was_not_given_is_absent() {
        String name = bucket();

        refuses("NoSuchBucketPolicy", () -> s3().getBucketPolicy(request -> request.bucket(name)));
        refuses("NoSuchLifecycleConfiguration", () -> s3().getBucketLifecycleConfiguration(request -> request.bucket(name)));
    }

    @Test
    void a_bucket_s_policy_comes_back_as_it_was_put() {
        String name = bucket();
        String policy = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",\
                "Resource":["arn:aws:s3:::%1$s","arn:aws:s3:::%1$s/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}\
                """.formatted(name);
        s3().putBucketPolicy(request -> request.bucket(name).policy(policy));

        assertThat(Json.parse(s3().getBucketPolicy(request -> request.bucket(name)).policy())).isEqualTo(Json.parse(policy));
    }

    @Test
    void public_access_is_blocked_by_four_switches_that_come_back_as_put() {
        String name = bucket();
        s3().putPublicAccessBlock(request -> request.bucket(name).publicAccessBlockConfiguration(block -> block
                .blockPublicAcls(true).blockPublicPolicy(true).ignorePublicAcls(true).restrictPublicBuckets(true)));

        var block = s3().getPublicAccessBlock(request -> request.bucket(name)).publicAccessBlockConfiguration();

        assertThat(List.of(block.blockPublicAcls(), block.blockPublicPolicy(),
                block.ignorePublicAcls(), block.restrictPublicBuckets()))
                .containsOnly(true);
    }

    @Test
    void encryption_comes_back_as_it_was_put() {
        String name = bucket();
        s3().putBucketEncryption(request -> request.bucket(name).serverSideEncryptionConfiguration(configuration -> configuration
                .rules(rule -> rule.applyServerSideEncryptionByDefault(by -> by.sseAlgorithm(ServerSideEncryption.AES256)))));

        assertThat(s3().getBucketEncryption(request -> request.bucket(name)).serverSideEncryptionConfiguration().rules())
                .singleElement().satisfies(rule -> assertThat(rule.applyServerSideEncryptionByDefault().sseAlgorithm())
                        .isEqualTo(ServerSideEncryption.AES256));
    }

    @Test
    void a_rule_that_ends_abandoned_uploads_comes_back_as_it_was_put() {
        String name = bucket();
        s3().putBucketLifecycleConfiguration(request -> request.bucket(name).lifecycleConfiguration(configuration -> configuration
                .rules(rule -> rule.id("uploads").status(ExpirationStatus.ENABLED).filter(filter -> filter.prefix(""))
                        .abortIncompleteMultipartUpload(abort -> abort.daysAfterInitiation(7)))));

        assertThat(s3().getBucketLifecycleConfiguration(request -> request.bucket(name)).rules()).singleElement()
                .satisfies(rule -> assertThat(rule.abortIncompleteMultipartUpload().daysAfterInitiation()).isEqualTo(7));
    }

    @Test
    void a_bucket_with_an_object_cannot_be_deleted() {
        String name = bucket();
        account.object(name, "files/1");

        refuses("BucketNotEmpty", () -> s3().deleteBucket(request -> request.bucket(name)));
        delete(name, all(versions(name)));
        s3().deleteBucket(request -> request.bucket(name));
        settle();
        refuses(AwsErrors.Kind.ABSENT, () -> s3().headBucket(request -> request.bucket(name)));
    }

    @Test
    void an_object_without_versioning_has_the_version_null() {
        String name = bucket();
        account.object(name, "files/1");

        assertThat(versions(name).versions()).singleElement()
                .satisfies(version -> assertThat(version.versionId()).isEqualTo("null"));
    }

    @Test
    void a_deletion_where_versions_are_kept_only_hides_and_both_versions_keep_the_bucket() {
        String name = bucket();
        account.keepVersions(name);
        account.object(name, "files/1");
        delete(name, List.of(ObjectIdentifier.builder().key("files/1").build()));

        assertThat(versions(name).versions()).hasSize(1);
        assertThat(versions(name).deleteMarkers()).hasSize(1);
        refuses("BucketNotEmpty", () -> s3().deleteBucket(request -> request.bucket(name)));
        delete(name, all(versions(name)));
        s3().deleteBucket(request -> request.bucket(name));
    }

    @Test
    void versions_come_page_by_page_and_by_prefix() {
        String name = bucket();
        List.of("a/1", "a/2", "a/3", "b/1").forEach(key -> account.object(name, key));

        ListObjectVersionsResponse first = s3().listObjectVersions(request -> request.bucket(name).prefix("a/").maxKeys(2));
        assertThat(first.isTruncated()).isTrue();
        assertThat(first.versions()).extracting(ObjectVersion::key).containsExactly("a/1", "a/2");
        ListObjectVersionsResponse second = s3().listObjectVersions(request -> request.bucket(name).prefix("a/").maxKeys(2)
                .keyMarker(first.nextKeyMarker()).versionIdMarker(first.nextVersionIdMarker()));
        assertThat(second.isTruncated()).isFalse();
        assertThat(second.versions()).extracting(ObjectVersion::key).containsExactly("a/3");
    }

    @Test
    void deleting_an_object_that_is_not_there_is_done() {
        delete(bucket(), List.of(ObjectIdentifier.builder().key("nothing").build()));
    }

    @Test
    void an_abandoned_upload_is_listed_until_it_is_aborted() {
        String name = bucket();
        account.upload(name, "files/1");
        MultipartUpload upload = s3().listMultipartUploads(request -> request.bucket(name)).uploads().getFirst();

        s3().abortMultipartUpload(request -> request.bucket(name).key(upload.key()).uploadId(upload.uploadId()));

        assertThat(s3().listMultipartUploads(request -> request.bucket(name)).uploads()).isEmpty();
        refuses("NoSuchUpload", () ->
                s3().abortMultipartUpload(request -> request.bucket(name).key(upload.key()).uploadId(upload.uploadId())));
    }

    @Test
    void what_is_asked_of_an_unknown_bucket_is_no_such_bucket() {
        refuses("NoSuchBucket", () -> versions(account.name("nobody")));
        refuses("NoSuchBucket", () -> s3().deleteBucket(request -> request.bucket(account.name("nobody"))));
    }
}
