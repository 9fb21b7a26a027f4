package dev.redkite.sandbox.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.ForeignResources;
import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Error;

class FakeS3ClientTest {

    private static final String BUCKET = "their-bucket";

    private final World world = World.standing();
    private final S3Client s3 = world.client(S3Client.class);

    FakeS3ClientTest() {
        world.s3().standing(BUCKET);
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private void create(String bucket) {
        s3.createBucket(request -> request.bucket(bucket)
                .createBucketConfiguration(configuration -> configuration.locationConstraint("us-west-2")));
    }

    private void delete() {
        s3.deleteBucket(request -> request.bucket(BUCKET));
    }

    private ListObjectVersionsResponse versions() {
        return s3.listObjectVersions(request -> request.bucket(BUCKET));
    }

    private static ObjectIdentifier identified(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }

    @Test
    void what_others_may_not_touch_in_a_bucket_that_is_lent_is_compared() {
        world.s3().lent("vault", key -> key.matches("[^/]+/backups/.+"));
        Map<String, Map<String, String>> before = ForeignResources.seen(world);

        world.s3().write("vault", "demo/backups/data/first/meta.json", 10);
        assertThat(ForeignResources.differences(before, world)).isEmpty();
        world.s3().write("vault", "invoices/2026.csv", 10);
        assertThat(ForeignResources.differences(before, world)).singleElement().asString().startsWith("somebody else's s3:bucket/vault: (content)");
    }

    @Test
    void names_are_shared_with_all_other_accounts() {
        world.s3().taken("theirs");

        refused("BucketAlreadyExists", () -> create("theirs"));
        refused("BucketAlreadyOwnedByYou", () -> create(BUCKET));
        refused("AccessDenied", () -> s3.listObjectVersions(request -> request.bucket("theirs")));
    }

    @Test
    void looking_at_another_owners_bucket_is_forbidden_without_a_code() {
        world.s3().taken("theirs");

        refused(null, () -> s3.headBucket(request -> request.bucket("theirs")));
        refused(null, () -> s3.headBucket(request -> request.bucket(BUCKET).expectedBucketOwner("210987654321")));
    }

    @Test
    void a_name_that_was_just_given_up_is_refused_for_a_while() {
        delete();

        refused("OperationAborted", () -> create(BUCKET));
        world.clock().advance(Duration.ofMinutes(1));
        create(BUCKET);

        assertThat(world.s3().has(BUCKET)).isTrue();
    }

    @Test
    void a_deleted_bucket_is_seen_for_a_moment_more() {
        delete();

        assertThat(s3.headBucket(request -> request.bucket(BUCKET))).isNotNull();
        world.clock().advance(Duration.ofSeconds(2));

        refused("NoSuchBucket", () -> s3.headBucket(request -> request.bucket(BUCKET)));
    }

    @Test
    void a_bucket_with_objects_is_not_deleted() {
        world.s3().write(BUCKET, "a", 1);

        refused("BucketNotEmpty", this::delete);
    }

    @Test
    void a_bucket_with_an_incomplete_upload_is_not_deleted() {
        world.s3().beginUpload(BUCKET, "a");

        refused("BucketNotEmpty", this::delete);
    }

    @Test
    void a_bucket_whose_objects_are_only_hidden_is_not_deleted() {
        world.s3().keepVersions(BUCKET);
        world.s3().write(BUCKET, "a", 1);
        s3.deleteObjects(request -> request.bucket(BUCKET).delete(delete -> delete.objects(identified("a", null))));

        assertThat(world.s3().keys(BUCKET)).isEmpty();
        assertThat(versions().versions()).extracting(ObjectVersion::isLatest).containsExactly(false);
        assertThat(versions().deleteMarkers()).extracting(DeleteMarkerEntry::isLatest).containsExactly(true);
        refused("BucketNotEmpty", this::delete);
    }

    @Test
    void versions_come_in_pages_that_go_on_after_both_markers() {
        world.s3().keepVersions(BUCKET);
        IntStream.range(0, 3).forEach(_ -> List.of("a", "b").forEach(key -> world.s3().write(BUCKET, key, 1)));
        world.s3().hide(BUCKET, "a");
        List<String> keys = new ArrayList<>();

        s3.listObjectVersionsPaginator(request -> request.bucket(BUCKET).maxKeys(2)).forEach(page -> {
            assertThat(page.versions().size() + page.deleteMarkers().size()).isLessThanOrEqualTo(2);
            page.deleteMarkers().forEach(marker -> keys.add(marker.key() + " hidden"));
            page.versions().forEach(version -> keys.add(version.key()));
        });

        assertThat(keys).containsExactly("a hidden", "a", "a", "a", "b", "b", "b");
    }

    @Test
    void a_page_has_1000_versions_at_most() {
        IntStream.range(0, 1001).forEach(number -> world.s3().write(BUCKET, "%04d".formatted(number), 1));

        assertThat(versions().versions()).hasSize(1000);
        assertThat(versions().isTruncated()).isTrue();
        assertThat(versions().nextKeyMarker()).isEqualTo("0999");
        assertThat(s3.listObjectVersions(request -> request.bucket(BUCKET).maxKeys(5000)).versions()).hasSize(1000);
    }

    @Test
    void a_version_marker_without_a_key_marker_is_refused() {
        refused("InvalidArgument", () -> s3.listObjectVersions(request -> request.bucket(BUCKET).versionIdMarker("null")));
    }

    @Test
    void more_than_1000_keys_or_none_at_all_are_refused() {
        List<ObjectIdentifier> many = IntStream.range(0, 1001).mapToObj(number -> identified("k" + number, "null")).toList();

        refused("MalformedXML", () -> s3.deleteObjects(request -> request.bucket(BUCKET).delete(delete -> delete.objects(many))));
        refused("MalformedXML", () -> s3.deleteObjects(request -> request.bucket(BUCKET).delete(delete -> delete.objects(List.of()))));
    }

    @Test
    void what_was_not_deleted_is_said_inside_an_answer_that_looks_like_success() {
        world.s3().write(BUCKET, "a", 1);
        world.s3().write(BUCKET, "b", 1);
        world.s3().failDeletion(BUCKET, "a", "AccessDenied");

        assertThat(s3.deleteObjects(request -> request.bucket(BUCKET).delete(delete -> delete
                        .objects(identified("a", "null"), identified("b", "null"), identified("never was", "null"))))
                .errors()).extracting(S3Error::code).containsExactly("AccessDenied");
        assertThat(world.s3().keys(BUCKET)).containsExactly("a");
    }

    @Test
    void uploads_come_in_pages_and_are_aborted_once() {
        List.of("c", "a", "b", "a").forEach(key -> world.s3().beginUpload(BUCKET, key));
        ListMultipartUploadsResponse first = s3.listMultipartUploads(request -> request.bucket(BUCKET).maxUploads(3));
        ListMultipartUploadsResponse second = s3.listMultipartUploads(request -> request.bucket(BUCKET)
                .keyMarker(first.nextKeyMarker()).uploadIdMarker(first.nextUploadIdMarker()));

        assertThat(first.uploads()).extracting(MultipartUpload::key).containsExactly("a", "a", "b");
        assertThat(second.uploads()).extracting(MultipartUpload::key).containsExactly("c");
        MultipartUpload upload = second.uploads().getFirst();
        s3.abortMultipartUpload(request -> request.bucket(BUCKET).key("c").uploadId(upload.uploadId()));
        refused("NoSuchUpload", () -> s3.abortMultipartUpload(
                request -> request.bucket(BUCKET).key("c").uploadId(upload.uploadId())));
    }
}
