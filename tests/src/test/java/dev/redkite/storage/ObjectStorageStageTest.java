package dev.redkite.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StageBroken;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Ownership;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class ObjectStorageStageTest {

    private final World world = World.standing();
    private final ObjectStorageStage stage = new ObjectStorageStage(world.client(S3Client.class));
    private final ObjectStorageSpec wanted = wanted(false, Map.of("team", "search"));

    private static ObjectStorageSpec wanted(boolean adopted, Map<String, String> tags) {
        return new ObjectStorageSpec("redkite-demo-123456789012-us-west-2", adopted, "demo/g1", "us-west-2",
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
        world.client(S3Client.class).createBucket(request -> request.bucket(wanted.bucket())
                .createBucketConfiguration(configuration -> configuration.locationConstraint("us-west-2")));

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
    }

    @Test
    void refuses_a_bucket_that_is_tagged_as_another_environments() {
        stage.ensure(wanted);
        ObjectStorageSpec other = new ObjectStorageSpec(wanted.bucket(), false, "x/g1", "us-west-2",
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
    void empties_the_bucket_before_it_removes_it() {
        stage.ensure(wanted);
        world.s3().write(wanted.bucket(), "demo/g1/segment", 4096);

        assertThat(stage.retire(wanted)).isInstanceOf(Pending.class);
        assertThat(stage.retire(wanted)).isInstanceOf(Done.class);

        assertThat(world.s3().inventory()).isEmpty();
    }

    @Test
    void keeps_bucket_and_data_unless_told_to_remove_them() {
        stage.ensure(wanted);
        world.s3().write(wanted.bucket(), "demo/g1/segment", 4096);
        world.takeChanges();
        ObjectStorageSpec kept = new ObjectStorageSpec(
                wanted.bucket(), false, wanted.rootPath(), wanted.region(), wanted.ownership(), false);

        assertThat(stage.retire(kept)).isInstanceOf(Done.class);

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void keeps_an_adopted_bucket_even_when_told_to_remove_data() {
        world.s3().standing(wanted.bucket());

        assertThat(stage.retire(wanted(true, Map.of()))).isInstanceOf(Done.class);

        assertThat(world.takeChanges()).isEmpty();
    }
}
