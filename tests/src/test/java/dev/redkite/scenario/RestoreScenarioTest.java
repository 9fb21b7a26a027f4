package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.s3.Content;
import io.milvus.v2.common.IndexBuildState;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** A backup comes back: as it was, once, and never at the expense of what stands. */
class RestoreScenarioTest {

    private final RestoredLife life = new RestoredLife();

    @AfterEach
    void close() {
        life.close();
    }

    @Test
    void what_was_lost_with_a_life_is_there_in_the_next_once() {
        life.backedUpPoints();
        life.recreated();
        assertThat(life.collections(life.rows)).isEmpty();

        life.delivered(RestoredLife.requested(1, "demo"));

        assertThat(life.collections(life.rows)).containsExactly("points");
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void indexes_are_built_again_and_what_was_loaded_is_loaded() {
        life.backedUpPoints();
        life.recreated();

        life.delivered(RestoredLife.requested(1, "demo"));

        assertThat(life.rows.client().describeIndex(DescribeIndexReq.builder().collectionName("points").fieldName("vector").build())
                .getIndexDescByFieldName("vector").getIndexState()).isEqualTo(IndexBuildState.Finished);
        assertThat(life.rows.client().getLoadState(GetLoadStateReq.builder().collectionName("points").build())).isTrue();
    }

    @Test
    void rows_that_were_deleted_do_not_come_back() {
        life.delivered(life.event);
        life.rows.create("points");
        life.rows.insert("points", 0, 3);
        life.rows.client().delete(DeleteReq.builder().collectionName("points").ids(List.of(1L)).build());
        life.backedUp("first");
        life.recreated();

        life.delivered(RestoredLife.requested(1, "demo"));

        assertThat(life.rows.keys("points")).containsExactly(0L, 2L);
    }

    @Test
    void of_the_work_nothing_is_left() {
        life.backedUpPoints();
        life.recreated();

        life.delivered(RestoredLife.requested(1, "demo"));

        assertThat(life.rows.kubernetes().batch().v1().jobs().inNamespace("milvus").list().getItems()).isEmpty();
        assertThat(life.rows.kubernetes().secrets().inNamespace("milvus").withName("milvus-restore").get()).isNull();
    }

    @Test
    void another_environment_is_given_the_same_by_way_of_its_own_bucket_and_is_let_in_only_meanwhile() {
        life.backedUpPoints();
        life.delivered(RestoredLife.withoutLogin("clone"));
        ObjectNode request = RestoredLife.requested(1, "clone");
        request.withObject("/detail").put("from", "demo").put("backup", "first");

        life.delivered(request);

        assertThat(new MilvusRows(life.sandbox, "redkite-clone").keys("points")).containsExactly(0L, 1L, 2L);
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
        assertThat(life.sandbox.world().client(IamClient.class).listRolePolicies(asked -> asked.roleName("redkite-clone-us-west-2-milvus")).policyNames())
                .containsExactly("object-storage");
        assertThat(life.keys("redkite-clone-123456789012-us-west-2")).noneMatch(key -> key.startsWith("restore-temp-"));
    }

    @Test
    void one_that_died_in_the_middle_is_led_on_by_the_next_call_and_doubles_nothing() {
        life.delivered(life.event);
        for (String collection : List.of("lines", "points")) {
            life.rows.create(collection);
            life.rows.insert(collection, 0, 3);
        }
        life.backedUp("first");
        life.recreated();
        String binlog = life.theOneBinlogOf("points");
        Content lost = life.sandbox.world().s3().read(RestoredLife.BUCKET, binlog).orElseThrow();
        ObjectNode request = RestoredLife.requested(1, "demo");
        var execution = life.sandbox.start(request);
        life.sandbox.runUntil(() -> life.keys(RestoredLife.BUCKET).stream().anyMatch(key -> key.contains("/restoring/")));
        life.sandbox.world().s3().hide(RestoredLife.BUCKET, binlog);
        assertThat(life.sandbox.run(execution).message()).contains("no binlog to import", "nothing that stood was touched");
        assertThat(life.collections(life.rows)).containsExactly("lines_restoring", "points_restoring");
        life.sandbox.world().s3().write(RestoredLife.BUCKET, binlog, lost);

        life.delivered(RestoredLife.requested(2, "demo"));

        assertThat(life.collections(life.rows)).containsExactly("lines", "points");
        assertThat(life.rows.keys("lines")).containsExactly(0L, 1L, 2L);
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void a_collection_that_may_be_replaced_gives_way_and_keeps_its_second_names() {
        life.backedUpPoints();
        life.rows.insert("points", 3, 4);
        life.rows.client().createAlias(CreateAliasReq.builder().collectionName("points").alias("places").build());

        life.delivered(RestoredLife.overwriting(1));

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
        assertThat(life.rows.keys("places")).containsExactly(0L, 1L, 2L);
        assertThat(life.collections(life.rows)).containsExactly("points");
    }

    @Test
    void the_newest_is_meant_where_none_is_named() {
        life.backedUpPoints();
        life.sandbox.advance(Duration.ofMinutes(1));
        life.rows.insert("points", 3, 5);
        life.backedUp("second");
        life.recreated();

        life.delivered(RestoredLife.requested(1, "demo"));

        assertThat(life.rows.keys("points")).hasSize(5);
    }

    @Test
    void a_backup_of_an_older_milvus_comes_into_a_newer_one() {
        Events.specification(life.event).withObject("/milvus").put("version", "2.2.13");
        life.backedUpPoints();
        life.delivered(RestoredLife.withoutLogin("clone"));
        ObjectNode request = RestoredLife.requested(1, "clone");
        request.withObject("/detail").put("from", "demo");

        life.delivered(request);

        assertThat(new MilvusRows(life.sandbox, "redkite-clone").keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void people_hear_of_it() {
        life.backedUpPoints();
        life.recreated();

        life.delivered(RestoredLife.requested(1, "demo"));

        assertThat(life.sandbox.world().eventBridge().events()).anySatisfy(told -> {
            assertThat(told.detailType()).isEqualTo("Restore Ready");
            assertThat(Json.tree(told).at("/detail/restore/rows").asInt()).isEqualTo(3);
        });
    }
}
