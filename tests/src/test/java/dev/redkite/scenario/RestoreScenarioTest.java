package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.aws.s3.Content;
import io.milvus.v2.common.IndexBuildState;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.ListCollectionsReq;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A backup comes back: as it was, once, and never at the expense of what stands. */
class RestoreScenarioTest {

    private static final String BUCKET = "redkite-demo-123456789012-us-west-2";

    private final ObjectNode event = withoutLogin("demo");
    private final Sandbox sandbox =
            Sandbox.open(TestSettings.of(event).inProcess().withQuotas(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 96)));
    private final MilvusRows rows = new MilvusRows(sandbox);

    private static ObjectNode withoutLogin(String environment) {
        ObjectNode event = Events.read("01-minimal");
        event.put("id", event.path("id").asText() + environment);
        Events.specification(event).put("name", environment).withObject("/milvus").put("authentication", false);
        return event;
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void delivered(ObjectNode request) {
        Outcome outcome = sandbox.deliver(request);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    private void backedUp(String name) {
        ObjectNode request = Events.again(Events.read("17-backup"), name.hashCode());
        request.putObject("detail").put("environment", "demo").put("name", name);
        delivered(request);
    }

    /** Three points, backed up. */
    private void backedUpPoints() {
        delivered(event);
        rows.create("points");
        rows.insert("points", 0, 3);
        backedUp("first");
    }

    private void recreated() {
        delivered(Events.recreate("demo"));
    }

    private static ObjectNode requested(int time, String environment) {
        ObjectNode request = Events.again(Events.read("18-restore"), time);
        request.putObject("detail").put("environment", environment);
        return request;
    }

    private static ObjectNode overwriting(int time) {
        ObjectNode request = requested(time, "demo");
        request.withObject("/detail").put("overwrite", true);
        return request;
    }

    private String refusal(ObjectNode request) {
        Outcome outcome = sandbox.deliver(request);
        assertThat(outcome.phase()).as(outcome.message()).isNotEqualTo("READY");
        return outcome.message();
    }

    private List<String> collections(MilvusRows where) {
        return where.client().listCollectionsV2(ListCollectionsReq.builder().databaseName("default").build()).getCollectionNames().stream().sorted().toList();
    }

    private Set<String> keys(String bucket) {
        return sandbox.world().s3().keys(bucket);
    }

    private String theOneBinlogOf(String collection) {
        long id = Json.parse(sandbox.world().client(S3Client.class).getObjectAsBytes(request -> request.bucket(BUCKET)
                        .key("demo/backups/data/first/meta/full_meta.json")).asString(StandardCharsets.UTF_8))
                .path("collection_backups").valueStream().filter(each -> each.path("collection_name").asText().equals(collection))
                .findFirst().orElseThrow().path("collection_id").asLong();
        return keys(BUCKET).stream().filter(key -> key.startsWith("demo/backups/data/first/binlogs/insert_log/" + id + "/")).findFirst().orElseThrow();
    }

    @Test
    void what_was_lost_with_a_life_is_there_in_the_next_once() {
        backedUpPoints();
        recreated();
        assertThat(collections(rows)).isEmpty();

        delivered(requested(1, "demo"));

        assertThat(collections(rows)).containsExactly("points");
        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void indexes_are_built_again_and_what_was_loaded_is_loaded() {
        backedUpPoints();
        recreated();

        delivered(requested(1, "demo"));

        assertThat(rows.client().describeIndex(DescribeIndexReq.builder().collectionName("points").fieldName("vector").build())
                .getIndexDescByFieldName("vector").getIndexState()).isEqualTo(IndexBuildState.Finished);
        assertThat(rows.client().getLoadState(GetLoadStateReq.builder().collectionName("points").build())).isTrue();
    }

    @Test
    void rows_that_were_deleted_do_not_come_back() {
        delivered(event);
        rows.create("points");
        rows.insert("points", 0, 3);
        rows.client().delete(DeleteReq.builder().collectionName("points").ids(List.of(1L)).build());
        backedUp("first");
        recreated();

        delivered(requested(1, "demo"));

        assertThat(rows.keys("points")).containsExactly(0L, 2L);
    }

    @Test
    void of_the_work_nothing_is_left() {
        backedUpPoints();
        recreated();

        delivered(requested(1, "demo"));

        assertThat(rows.kubernetes().batch().v1().jobs().inNamespace("milvus").list().getItems()).isEmpty();
        assertThat(rows.kubernetes().secrets().inNamespace("milvus").withName("milvus-restore").get()).isNull();
        assertThat(keys(BUCKET)).noneMatch(key -> key.contains("/restoring/"));
    }

    @Test
    void another_environment_is_given_the_same_by_way_of_its_own_bucket_and_is_let_in_only_meanwhile() {
        backedUpPoints();
        delivered(withoutLogin("clone"));
        ObjectNode request = requested(1, "clone");
        request.withObject("/detail").put("from", "demo").put("backup", "first");

        delivered(request);

        assertThat(new MilvusRows(sandbox, "redkite-clone").keys("points")).containsExactly(0L, 1L, 2L);
        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L);
        assertThat(sandbox.world().client(IamClient.class).listRolePolicies(asked -> asked.roleName("redkite-clone-us-west-2-milvus")).policyNames())
                .containsExactly("object-storage");
        assertThat(keys("redkite-clone-123456789012-us-west-2")).noneMatch(key -> key.startsWith("restore-temp-"));
    }

    @Test
    void one_that_died_in_the_middle_is_led_on_by_the_next_call_and_doubles_nothing() {
        delivered(event);
        for (String collection : List.of("lines", "points")) {
            rows.create(collection);
            rows.insert(collection, 0, 3);
        }
        backedUp("first");
        recreated();
        String binlog = theOneBinlogOf("points");
        Content lost = sandbox.world().s3().read(BUCKET, binlog).orElseThrow();
        ObjectNode request = requested(1, "demo");
        var execution = sandbox.start(request);
        sandbox.runUntil(() -> keys(BUCKET).stream().anyMatch(key -> key.contains("/restoring/")));
        sandbox.world().s3().hide(BUCKET, binlog);
        assertThat(sandbox.run(execution).message()).contains("no binlog to import", "nothing that stood was touched");
        assertThat(collections(rows)).containsExactly("lines_restoring", "points_restoring");
        sandbox.world().s3().write(BUCKET, binlog, lost);

        delivered(requested(2, "demo"));

        assertThat(collections(rows)).containsExactly("lines", "points");
        assertThat(rows.keys("lines")).containsExactly(0L, 1L, 2L);
        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void a_collection_that_stands_is_named_and_stays_as_it_is() {
        backedUpPoints();
        rows.insert("points", 3, 4);

        assertThat(refusal(requested(1, "demo"))).contains("has collections that backup first would bring: default.points", "\"overwrite\": true");

        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L, 3L);
        assertThat(collections(rows)).containsExactly("points");
    }

    @Test
    void a_collection_that_may_be_replaced_gives_way_and_keeps_its_second_names() {
        backedUpPoints();
        rows.insert("points", 3, 4);
        rows.client().createAlias(CreateAliasReq.builder().collectionName("points").alias("places").build());

        delivered(overwriting(1));

        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L);
        assertThat(rows.keys("places")).containsExactly(0L, 1L, 2L);
        assertThat(collections(rows)).containsExactly("points");
    }

    @Test
    void a_name_that_a_restore_needs_for_a_while_is_nobody_elses_to_lose() {
        backedUpPoints();
        recreated();
        rows.create("points_restoring");

        assertThat(refusal(requested(1, "demo"))).contains("default.points_restoring");

        assertThat(collections(rows)).containsExactly("points_restoring");
    }

    @Test
    void what_is_not_what_was_backed_up_is_given_no_name_and_replaces_nothing() {
        backedUpPoints();
        String key = "demo/backups/manifests/first.json";
        String manifest = new String((byte[]) sandbox.world().s3().read(BUCKET, key).orElseThrow().meaning(), StandardCharsets.UTF_8);
        sandbox.world().s3().write(BUCKET, key, Content.of(manifest.replace("\"stored\":3", "\"stored\":5").getBytes(StandardCharsets.UTF_8)));

        assertThat(refusal(overwriting(1))).contains("default.points: it has 3 of 5 rows");

        assertThat(collections(rows)).containsExactly("points", "points_restoring");
    }

    @Test
    void the_newest_is_meant_where_none_is_named() {
        backedUpPoints();
        sandbox.advance(Duration.ofMinutes(1));
        rows.insert("points", 3, 5);
        backedUp("second");
        recreated();

        delivered(requested(1, "demo"));

        assertThat(rows.keys("points")).hasSize(5);
    }

    @Test
    void a_backup_that_is_not_proven_is_none() {
        backedUpPoints();
        sandbox.world().s3().write(BUCKET, "demo/backups/begun/half.json", Content.of("{}".getBytes(StandardCharsets.UTF_8)));
        ObjectNode request = requested(1, "demo");
        request.withObject("/detail").put("backup", "half");

        assertThat(refusal(request)).contains("has begun a backup half that was never proven, so it is none", "the newest first: first");
    }

    @Test
    void a_backup_that_lost_an_object_is_refused_before_anything_changes() {
        backedUpPoints();
        sandbox.world().s3().hide(BUCKET, theOneBinlogOf("points"));

        assertThat(refusal(overwriting(1))).contains("is not what was proven any more");

        assertThat(collections(rows)).containsExactly("points");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void none_is_restored_into_a_milvus_that_takes_none(String version) {
        Events.specification(event).withObject("/milvus").put("version", version);
        backedUpPoints();
        ObjectNode older = withoutLogin("clone");
        Events.specification(older).withObject("/milvus").put("version", "2.2.13");
        delivered(older);
        ObjectNode request = requested(1, "clone");
        request.withObject("/detail").put("from", "demo");

        assertThat(refusal(request)).contains("runs Milvus 2.2.13, and milvus-backup 0.6.1 restores into 2.4.0 and newer only");
    }

    @Test
    void a_backup_of_an_older_milvus_comes_into_a_newer_one() {
        Events.specification(event).withObject("/milvus").put("version", "2.2.13");
        backedUpPoints();
        delivered(withoutLogin("clone"));
        ObjectNode request = requested(1, "clone");
        request.withObject("/detail").put("from", "demo");

        delivered(request);

        assertThat(new MilvusRows(sandbox, "redkite-clone").keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void people_hear_of_it() {
        backedUpPoints();
        recreated();

        delivered(requested(1, "demo"));

        assertThat(sandbox.world().eventBridge().events()).anySatisfy(told -> {
            assertThat(told.detailType()).isEqualTo("Restore Ready");
            assertThat(Json.tree(told).at("/detail/restore/rows").asInt()).isEqualTo(3);
        });
    }

    @Test
    void whose_backup_nobody_knows_is_refused() {
        delivered(event);
        ObjectNode request = requested(1, "demo");
        request.withObject("/detail").put("from", "nowhere");

        assertThat(refusal(request)).contains("environment nowhere, is not registered here");
    }

    @Test
    void only_what_serves_is_restored_into() {
        backedUpPoints();
        assertThat(sandbox.deliver(Events.pause("demo")).phase()).isEqualTo("PAUSED");

        assertThat(refusal(requested(1, "demo"))).contains("is paused, and takes no rows");
    }
}
