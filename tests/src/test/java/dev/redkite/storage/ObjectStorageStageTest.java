package dev.redkite.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class ObjectStorageStageTest {

    private final World world = World.standing();
    private final ObjectStorageStage stage = new ObjectStorageStage(world.client(S3Client.class));
    private final ObjectStorageSpec wanted = wanted(false, Map.of("team", "search"));

    private static ObjectStorageSpec wanted(boolean adopted, Map<String, String> tags) {
        return new ObjectStorageSpec("redkite-demo-123456789012-us-west-2", adopted, "demo/g1", "123456789012", "us-west-2",
                new Ownership("demo", 1, tags), true);
    }

    @Test
    void makes_a_tagged_and_protected_bucket_in_one_call() {
        assertThat(stage.ensure(wanted)).isEqualTo(new Done<>(new ObjectStorageFacts(
                "redkite-demo-123456789012-us-west-2", "s3.us-west-2.amazonaws.com", "demo/g1")));
        assertThat(world.takeChanges()).containsExactly("S3:CreateBucket", "S3:PutBucketTagging",
                "S3:PutPublicAccessBlock", "S3:PutBucketEncryption", "S3:PutBucketLifecycleConfiguration",
                "S3:PutBucketPolicy");
        assertThat(world.s3().inventory().get("s3:bucket/redkite-demo-123456789012-us-west-2"))
                .containsEntry("redkite:environment", "demo").containsEntry("team", "search");
    }

    @Test
    void changes_nothing_when_the_bucket_is_as_wanted() {
        stage.ensure(wanted);
        world.takeChanges();

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void sends_only_the_tags_when_only_a_tag_differs() {
        stage.ensure(wanted);
        world.takeChanges();

        stage.ensure(wanted(false, Map.of("team", "ranking")));

        assertThat(world.takeChanges()).containsExactly("S3:PutBucketTagging");
    }

    @Test
    void finishes_what_a_crash_after_the_creation_left() {
        bare();

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
    }

    private void bare() {
        world.client(S3Client.class).createBucket(request -> request.bucket(wanted.bucket())
                .createBucketConfiguration(configuration -> configuration.locationConstraint("us-west-2")));
    }

    @Test
    void refuses_a_bucket_that_is_tagged_as_another_environments() {
        stage.ensure(wanted);
        ObjectStorageSpec other = new ObjectStorageSpec(wanted.bucket(), false, "x/g1", "123456789012", "us-west-2",
                new Ownership("other", 1, Map.of()), true);

        assertThatThrownBy(() -> stage.ensure(other)).isInstanceOf(NotOurs.class).hasMessageContaining(wanted.bucket());
    }

    @Test
    void leaves_an_adopted_bucket_exactly_as_it_is() {
        world.s3().standing(wanted.bucket());

        assertThat(stage.ensure(wanted(true, Map.of()))).isInstanceOf(Done.class);

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void says_what_to_do_when_the_bucket_to_adopt_is_missing() {
        assertThatThrownBy(() -> stage.ensure(wanted(true, Map.of())))
                .isInstanceOf(StageBroken.class).hasMessageContaining("leave storage.bucket out");
    }

    @Test
    void refuses_a_bucket_of_another_account() {
        world.s3().taken(wanted.bucket());

        assertThatThrownBy(() -> stage.ensure(wanted)).isInstanceOf(NotOurs.class).hasMessageContaining("another account");
        assertThatThrownBy(() -> stage.retire(wanted)).isInstanceOf(NotOurs.class);
        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void makes_a_bucket_again_once_its_name_is_free() {
        retiredUntilDone();

        assertThatThrownBy(() -> stage.ensure(wanted))
                .isInstanceOf(StagePending.class).hasMessageContaining("Bucket " + wanted.bucket());
        world.clock().advance(Duration.ofMinutes(1));

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
    }

    @Test
    void takes_a_bucket_that_is_only_still_seen_for_pending() {
        stage.ensure(wanted);
        stage.remove(wanted);

        assertThat(stage.ensure(wanted)).isInstanceOf(Pending.class);
        assertThat(stage.retire(wanted)).isInstanceOf(Pending.class);
    }

    /** One look every five seconds, as the machine does; the reasons given on the way. */
    private List<String> retiredUntilDone() {
        stage.ensure(wanted);
        List<String> reasons = new ArrayList<>();
        for (int look = 0; look < 10; look++) {
            world.clock().advance(Duration.ofSeconds(5));
            try {
                if (!(stage.retire(wanted) instanceof Pending<Void>(String reason, boolean _))) {
                    return reasons;
                }
                reasons.add(reason);
            } catch (StagePending pending) {
                reasons.add(pending.getMessage());
            }
        }
        throw new AssertionError("never done: " + reasons);
    }

    @Test
    void removes_the_bucket_with_what_lies_in_it() {
        stage.ensure(wanted);
        world.s3().write(wanted.bucket(), "demo/g1/segment", 4096);

        assertThat(retiredUntilDone()).containsExactly("being removed");

        assertThat(world.s3().inventory()).isEmpty();
    }

    @Test
    void keeps_bucket_and_data_unless_told_to_remove_them() {
        stage.ensure(wanted);
        world.s3().write(wanted.bucket(), "demo/g1/segment", 4096);
        world.takeChanges();
        ObjectStorageSpec kept = new ObjectStorageSpec(
                wanted.bucket(), false, wanted.rootPath(), wanted.account(), wanted.region(), wanted.ownership(), false);

        assertThat(stage.retire(kept)).isInstanceOf(Done.class);

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void is_done_when_there_is_no_bucket() {
        assertThat(stage.retire(wanted)).isEqualTo(new Done<>(null));
    }

    @Test
    void says_how_much_is_left_while_it_empties_one_page_a_look() {
        stage.ensure(wanted);
        IntStream.range(0, 2500).forEach(number -> world.s3().write(wanted.bucket(), "demo/g1/%04d".formatted(number), 1));

        assertThat(retiredUntilDone()).containsExactly(
                "emptying bucket redkite-demo-123456789012-us-west-2: more than 1,000 objects left",
                "emptying bucket redkite-demo-123456789012-us-west-2: 500 objects left",
                "being removed");
        assertThat(world.calls()).filteredOn(call -> call.operation().equals("DeleteObjects")).hasSize(3);
    }

    @Test
    void removes_versions_delete_markers_and_incomplete_uploads() {
        stage.ensure(wanted);
        world.s3().keepVersions(wanted.bucket());
        world.s3().write(wanted.bucket(), "demo/g1/segment", 4096);
        world.s3().write(wanted.bucket(), "demo/g1/segment", 8192);
        world.s3().hide(wanted.bucket(), "demo/g1/segment");
        IntStream.range(0, 120).forEach(number -> world.s3().beginUpload(wanted.bucket(), "demo/g1/" + number));

        assertThat(retiredUntilDone()).containsExactly(
                "emptying bucket redkite-demo-123456789012-us-west-2: 20 incomplete uploads left", "being removed");
    }

    @Test
    void reports_the_keys_that_s3_kept_although_it_answered_success() {
        stage.ensure(wanted);
        world.s3().write(wanted.bucket(), "demo/g1/held", 1);
        world.s3().write(wanted.bucket(), "demo/g1/free", 1);
        world.s3().failDeletion(wanted.bucket(), "demo/g1/held", "AccessDenied");

        assertThatThrownBy(() -> stage.retire(wanted)).isInstanceOf(Transient.class)
                .hasMessageContaining("kept 1 of 2 objects").hasMessageContaining("AccessDenied").hasMessageContaining("demo/g1/held");
        assertThat(world.s3().keys(wanted.bucket())).containsExactly("demo/g1/held");
    }

    @Test
    void goes_on_after_keys_that_s3_kept_once() {
        stage.ensure(wanted);
        world.s3().write(wanted.bucket(), "demo/g1/held", 1);
        world.s3().failDeletion(wanted.bucket(), "demo/g1/held", "InternalError");
        assertThatThrownBy(() -> stage.retire(wanted)).isInstanceOf(Transient.class);

        assertThat(retiredUntilDone()).containsExactly("being removed");
    }

    @Test
    void removes_what_a_crash_before_the_tags_left() {
        bare();

        assertThat(stage.retire(wanted)).isInstanceOf(Pending.class);
        assertThat(world.s3().inventory()).isEmpty();
    }

    @Test
    void touches_nothing_of_an_untagged_bucket_that_somebody_has_filled() {
        bare();
        world.s3().write(wanted.bucket(), "theirs", 1);
        world.takeChanges();

        assertThatThrownBy(() -> stage.retire(wanted)).isInstanceOf(NotOurs.class).hasMessageContaining("not tagged");
        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void touches_nothing_of_a_bucket_that_is_tagged_as_another_environments() {
        stage.ensure(wanted);
        world.takeChanges();
        ObjectStorageSpec other = new ObjectStorageSpec(wanted.bucket(), false, "x/g1", "123456789012", "us-west-2",
                new Ownership("other", 1, Map.of()), true);

        assertThatThrownBy(() -> stage.retire(other)).isInstanceOf(NotOurs.class);
        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void leaves_an_adopted_bucket_and_what_lies_in_it() {
        world.s3().standing(wanted.bucket());
        world.s3().write(wanted.bucket(), "theirs", 1);

        assertThat(stage.retire(wanted(true, Map.of()))).isEqualTo(new Done<>(null));

        assertThat(world.s3().keys(wanted.bucket())).containsExactly("theirs");
        assertThat(world.takeChanges()).isEmpty();
    }
}
