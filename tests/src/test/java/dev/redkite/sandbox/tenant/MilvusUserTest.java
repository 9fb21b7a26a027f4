package dev.redkite.sandbox.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.scenario.Events;
import io.milvus.v2.client.ConnectConfig;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** He misses what is lost, and what is there twice; and nothing that an operation was asked to take away. */
class MilvusUserTest {

    private static final String CLUSTER = "redkite-demo";
    private static final String BUCKET = "redkite-demo-123456789012-us-west-2";

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private MilvusUser user;
    private int requests;

    @BeforeEach
    void begin() {
        event.withObject("/detail/specification/milvus").put("authentication", false);
        user = new MilvusUser(sandbox, "demo", new Random(7), new BackedUpRows());
        delivered(event, "READY");
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void delivered(JsonNode request, String phase) {
        ObjectNode anew = request.deepCopy();
        Outcome outcome = sandbox.deliver(anew.put("id", request.path("id").asText() + "-" + ++requests));
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo(phase);
    }

    private ObjectNode requested(String name) {
        ObjectNode request = Events.read(name);
        request.putObject("detail").put("environment", "demo");
        return request;
    }

    private void sleepsAndWakes() {
        delivered(requested("15-pause"), "PAUSED");
        delivered(requested("16-resume"), "READY");
    }

    private UserCollection visits() {
        return new UserCollection(sandbox.clusters().milvus(CLUSTER).client(ConnectConfig.builder().uri("http://milvus").build()), "visits", true);
    }

    @Test
    void after_operations_that_keep_rows_he_misses_none() {
        assertThat(user.works()).isTrue();
        sleepsAndWakes();
        assertThat(user.misses()).isEmpty();

        user.works();
        delivered(requested("17-backup"), "READY");
        assertThat(user.misses()).isEmpty();

        user.works();
        delivered(event, "READY");
        assertThat(user.misses()).isEmpty();
    }

    @Test
    void he_misses_a_row_that_was_acknowledged_and_not_kept() {
        sandbox.clusters().milvus(CLUSTER).losesRows(1);
        user.works();
        sandbox.clusters().milvus(CLUSTER).behaves();
        delivered(event, "READY");

        assertThat(user.misses()).anySatisfy(miss -> assertThat(miss).startsWith("a user of demo: collection orders: rows [").contains("lost although"));
    }

    @Test
    void he_misses_what_lay_in_an_object_that_is_gone() {
        user.works();
        delivered(requested("15-pause"), "PAUSED");
        sandbox.world().s3().keys(BUCKET).stream().filter(key -> key.startsWith("demo/g1/insert_log/450"))
                .forEach(key -> sandbox.world().s3().hide(BUCKET, key));
        assertThat(user.misses()).allSatisfy(miss -> assertThat(miss).contains("are not in the object storage of what is paused")).hasSize(2);

        delivered(requested("16-resume"), "READY");

        assertThat(user.misses()).singleElement().asString().contains("its rows cannot be read", "collection not loaded");
    }

    @Test
    void he_finds_a_row_that_is_there_twice() {
        user.works();
        List<Long> standing = visits().numbers();
        visits().insert(standing.subList(0, 1));
        delivered(event, "READY");

        assertThat(user.misses()).containsExactly("a user of demo: collection visits: rows [%d] are doubled".formatted(standing.getFirst()));
    }

    @Test
    void he_finds_a_row_that_he_did_not_write() {
        user.works();
        visits().insert(List.of(99L));
        sleepsAndWakes();

        assertThat(user.misses()).containsExactly("a user of demo: collection visits: rows [99] are there although deleted or never written");
    }

    @Test
    void he_misses_nothing_of_a_generation_that_somebody_asked_to_end() {
        user.works();
        ObjectNode recreate = requested("12-recreate");
        recreate.withObject("/detail").put("keepData", false);
        delivered(recreate, "READY");
        assertThat(user.misses()).isEmpty();

        user.works();
        assertThat(visits().numbers()).isNotEmpty();
    }

    @Test
    void of_a_generation_that_keeps_them_he_wants_his_rows_back_from_the_next() {
        user.works();
        List<Long> before = visits().numbers();
        delivered(requested("12-recreate"), "READY");
        assertThat(user.misses()).isEmpty();
        assertThat(visits().numbers()).as("with those that he wrote until his load balancer went").containsAll(before).hasSizeGreaterThan(before.size());

        visits().drop();
        delivered(event, "READY");
        assertThat(user.misses()).singleElement().asString().contains("collection visits: it is gone");
    }

    @Test
    void a_restore_brings_back_what_he_dropped() {
        user.works();
        List<Long> backedUp = visits().numbers();
        delivered(requested("17-backup"), "READY");
        visits().insert(List.of(99L));
        ObjectNode restore = requested("18-restore");
        restore.withObject("/detail").put("overwrite", true);

        delivered(restore, "READY");

        assertThat(visits().numbers()).containsExactlyInAnyOrderElementsOf(backedUp);
        assertThat(user.misses()).isEmpty();
    }

    @Test
    void whoever_is_not_served_neither_writes_nor_misses_anything() {
        user.works();
        delivered(requested("15-pause"), "PAUSED");
        sandbox.advance(Duration.ofHours(1));

        assertThat(user.works()).isFalse();
        assertThat(user.misses()).isEmpty();
    }
}
