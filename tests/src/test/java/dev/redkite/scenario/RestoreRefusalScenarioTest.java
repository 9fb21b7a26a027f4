package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.aws.s3.Content;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not restored, and changes nothing. */
class RestoreRefusalScenarioTest {

    private final RestoredLife life = new RestoredLife();

    @AfterEach
    void close() {
        life.close();
    }

    @Test
    void a_collection_that_stands_is_named_and_stays_as_it_is() {
        life.backedUpPoints();
        life.rows.insert("points", 3, 4);

        assertThat(life.refusal(RestoredLife.requested(1, "demo"))).contains("has collections that backup first would bring: default.points", "\"overwrite\": true");

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L, 3L);
        assertThat(life.collections(life.rows)).containsExactly("points");
    }

    @Test
    void a_name_that_a_restore_needs_for_a_while_is_nobody_elses_to_lose() {
        life.backedUpPoints();
        life.recreated();
        life.rows.create("points_restoring");

        assertThat(life.refusal(RestoredLife.requested(1, "demo"))).contains("default.points_restoring");

        assertThat(life.collections(life.rows)).containsExactly("points_restoring");
    }

    @Test
    void what_is_not_what_was_backed_up_is_given_no_name_and_replaces_nothing() {
        life.backedUpPoints();
        String key = "demo/backups/manifests/first.json";
        String manifest = new String((byte[]) life.sandbox.world().s3().read(RestoredLife.BUCKET, key).orElseThrow().meaning(), StandardCharsets.UTF_8);
        life.sandbox.world().s3().write(RestoredLife.BUCKET, key, Content.of(manifest.replace("\"stored\":3", "\"stored\":5").getBytes(StandardCharsets.UTF_8)));

        assertThat(life.refusal(RestoredLife.overwriting(1))).contains("default.points: it has 3 of 5 rows");

        assertThat(life.collections(life.rows)).containsExactly("points", "points_restoring");
    }

    @Test
    void a_backup_that_is_not_proven_is_none() {
        life.backedUpPoints();
        life.sandbox.world().s3().write(RestoredLife.BUCKET, "demo/backups/begun/half.json", Content.of("{}".getBytes(StandardCharsets.UTF_8)));
        ObjectNode request = RestoredLife.requested(1, "demo");
        request.withObject("/detail").put("backup", "half");

        assertThat(life.refusal(request)).contains("has begun a backup half that was never proven, so it is none", "the newest first: first");
    }

    @Test
    void a_backup_that_lost_an_object_is_refused_before_anything_changes() {
        life.backedUpPoints();
        life.sandbox.world().s3().hide(RestoredLife.BUCKET, life.theOneBinlogOf("points"));

        assertThat(life.refusal(RestoredLife.overwriting(1))).contains("is not what was proven any more");

        assertThat(life.collections(life.rows)).containsExactly("points");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void none_is_restored_into_a_milvus_that_takes_none(String version) {
        Events.specification(life.event).withObject("/milvus").put("version", version);
        life.backedUpPoints();
        ObjectNode older = RestoredLife.withoutLogin("clone");
        Events.specification(older).withObject("/milvus").put("version", "2.2.13");
        life.delivered(older);
        ObjectNode request = RestoredLife.requested(1, "clone");
        request.withObject("/detail").put("from", "demo");

        assertThat(life.refusal(request)).contains("runs Milvus 2.2.13, and milvus-backup 0.6.1 restores into 2.4.0 and newer only");
    }

    @Test
    void whose_backup_nobody_knows_is_refused() {
        life.delivered(life.event);
        ObjectNode request = RestoredLife.requested(1, "demo");
        request.withObject("/detail").put("from", "nowhere");

        assertThat(life.refusal(request)).contains("environment nowhere, is not registered here");
    }

    @Test
    void only_what_serves_is_restored_into() {
        life.backedUpPoints();
        assertThat(life.sandbox.deliver(Events.pause("demo")).phase()).isEqualTo("PAUSED");

        assertThat(life.refusal(RestoredLife.requested(1, "demo"))).contains("is paused, and takes no rows");
    }

    @Test
    void one_that_has_ended_is_no_consent_to_the_next() {
        life.backedUpPoints();
        life.recreated();
        life.delivered(RestoredLife.requested(1, "demo"));

        assertThat(life.refusal(RestoredLife.requested(2, "demo"))).contains("has collections that backup first would bring: default.points");

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
    }
}
