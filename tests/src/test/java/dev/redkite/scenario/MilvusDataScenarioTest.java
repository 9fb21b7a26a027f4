package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;

/** Where Milvus has run, its bucket is never empty; and what users keep there outlives the pods. */
class MilvusDataScenarioTest {

    private static final String BUCKET = "redkite-demo-123456789012-us-west-2";

    private final ObjectNode event = Events.withoutLogin();
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private final MilvusRows rows = new MilvusRows(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void provision(ObjectNode request) {
        Outcome outcome = sandbox.deliver(request);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    /** Three rows that are flushed, and three that are not. */
    private void withSixRows() {
        provision(event);
        rows.create("points");
        rows.insert("points", 0, 3);
        rows.flush("points");
        rows.insert("points", 3, 6);
    }

    @Test
    void milvus_writes_below_the_root_path_that_its_configuration_names_and_only_once() {
        sandbox.clusters().storage().writes(1200);

        provision(event);

        assertThat(sandbox.world().s3().keys(BUCKET)).hasSize(1200).allMatch(key -> key.startsWith("demo/g1/"));
        provision(Events.again(event, 1));
        assertThat(sandbox.world().s3().keys(BUCKET)).hasSize(1200);
    }

    @Test
    void rows_that_are_flushed_lie_in_the_bucket() {
        provision(event);
        rows.create("points");
        rows.insert("points", 0, 3);
        int before = sandbox.world().s3().keys(BUCKET).size();

        rows.flush("points");

        assertThat(sandbox.world().s3().keys(BUCKET)).hasSizeGreaterThan(before).allMatch(key -> key.startsWith("demo/g1/"));
    }

    /** An environment does not sleep on what would be lost. */
    @Test
    void rows_that_its_role_may_not_write_are_not_taken_for_flushed() {
        provision(event);
        rows.create("points");
        rows.insert("points", 0, 3);
        int before = sandbox.world().s3().keys(BUCKET).size();
        sandbox.world().client(IamClient.class).deleteRolePolicy(request ->
                request.roleName("redkite-demo-us-west-2-milvus").policyName("object-storage"));

        sandbox.start(Events.pause("demo"));
        sandbox.runUntil(() -> sandbox.trace().getLast().contains("pending: Flush"));

        assertThat(sandbox.world().s3().keys(BUCKET)).hasSize(before);
    }

    @Test
    void whoever_scales_milvus_to_nothing_and_back_finds_every_row() {
        withSixRows();

        rows.scale(0);
        rows.scale(1);

        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void whoever_deletes_all_pods_finds_every_row() {
        withSixRows();

        rows.kubernetes().pods().inNamespace("milvus").delete();
        rows.settle();

        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    /** The brokers keep what is not flushed for a week: Milvus is told nothing else, and MSK's default is the same. */
    @ParameterizedTest
    @ValueSource(ints = {6, 8})
    void what_is_not_flushed_is_lost_where_milvus_rests_for_longer_than_the_brokers_keep_it(int days) {
        withSixRows();
        rows.scale(0);

        sandbox.advance(Duration.ofDays(days));
        rows.scale(1);

        assertThat(rows.keys("points")).isEqualTo(days < 7 ? List.of(0L, 1L, 2L, 3L, 4L, 5L) : List.of(0L, 1L, 2L));
    }

    @Test
    void a_release_that_is_installed_again_over_its_volumes_and_its_bucket_serves_the_same_rows() {
        withSixRows();
        rows.kubernetes().apps().statefulSets().inNamespace("milvus").delete();
        rows.deployments().forEach(each -> rows.kubernetes().resource(each).delete());
        rows.kubernetes().secrets().inNamespace("milvus").withLabel("owner", "helm").delete();
        rows.settle();

        provision(Events.again(event, 1));

        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void without_etcds_volumes_nobody_knows_what_the_objects_are() {
        withSixRows();
        rows.scale(0);
        rows.kubernetes().apps().statefulSets().inNamespace("milvus").withName("milvus-etcd").scale(0);
        rows.settle();
        rows.kubernetes().persistentVolumeClaims().inNamespace("milvus").delete();
        rows.settle();

        rows.kubernetes().apps().statefulSets().inNamespace("milvus").withName("milvus-etcd").scale(3);
        rows.scale(1);

        assertThat(rows.client().listCollections().getCollectionNames()).isEmpty();
        assertThat(sandbox.world().s3().keys(BUCKET)).anyMatch(key -> key.startsWith("demo/g1/insert_log/450"));
    }

    @Test
    void the_next_generation_begins_empty_below_a_root_path_of_its_own() {
        withSixRows();

        provision(Events.recreate("demo"));

        assertThat(rows.client().listCollections().getCollectionNames()).isEmpty();
        assertThat(sandbox.world().s3().keys(BUCKET)).anyMatch(key -> key.startsWith("demo/g1/insert_log/450"))
                .anyMatch(key -> key.startsWith("demo/g2/"));
    }
}
