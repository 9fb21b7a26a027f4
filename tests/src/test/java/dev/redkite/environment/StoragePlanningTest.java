package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoragePlanningTest {

    private static String json(String storage) {
        return "{\"name\":\"demo\",\"storage\":{%s}}".formatted(storage.replace('\'', '"'));
    }

    private static Plan.Storage planned(String storage) {
        return Planned.plan(json(storage), null).storage();
    }

    @Test
    void backups_lie_beside_the_data_unless_another_bucket_is_named() {
        assertThat(planned("").backups().name()).isEqualTo("redkite-demo-123456789012-us-west-2");
        assertThat(planned("'bucket':'mine'").backups().name()).isEqualTo("mine");
        assertThat(planned("'backupBucket':'vault'").backups().name()).isEqualTo("vault");
        assertThat(planned("'backupBucket':'vault'").bucket()).isEqualTo("redkite-demo-123456789012-us-west-2");
    }

    @Test
    void the_bucket_of_the_data_named_twice_is_one() {
        assertThat(planned("'bucket':'mine','backupBucket':'mine'")).isEqualTo(planned("'bucket':'mine'"));
    }

    @Test
    void a_bucket_that_goes_with_some_environments_data_keeps_no_backups() {
        assertThat(Planned.violations(json("'backupBucket':'redkite-other-123456789012-us-west-2'"), null)).singleElement().asString().startsWith(
                "$.storage.backupBucket: redkite-other-123456789012-us-west-2 is called as those that Redkite makes, and would go when the data of its environment does; name a bucket of yours, or leave it out");
    }

    @Test
    void another_one_is_an_update_that_says_where_the_earlier_ones_are() {
        Plan standing = Planned.plan(json(""), null);

        assertThat(Planned.plan(json("'backupBucket':'vault'"), standing).warnings()).contains(
                "Backups lie in the bucket vault from then on. Those in redkite-demo-123456789012-us-west-2 stay there, are neither listed nor restored nor counted, and are again once the environment's backups lie there again.");
        assertThat(Planned.changes(json(""), json("'backupBucket':'vault'"))).singleElement()
                .satisfies(change -> assertThat(change.stage()).isEqualTo("WorkloadIdentity"));
    }

    @Test
    void the_backup_before_an_upgrade_is_made_where_the_last_one_lies() {
        Plan standing = Planned.plan("{\"name\":\"demo\",\"milvus\":{\"version\":\"2.6.15\"},\"storage\":{\"backupBucket\":\"vault\"}}", null);

        assertThat(Planned.violations("{\"name\":\"demo\",\"milvus\":{\"version\":\"2.6.16\"}}", standing)).singleElement().asString()
                .startsWith("$.storage.backupBucket: cannot change together with milvus.version");
    }
}
