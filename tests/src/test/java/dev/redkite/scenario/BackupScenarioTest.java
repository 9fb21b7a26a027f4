package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.states.Execution;
import io.fabric8.kubernetes.api.model.PodBuilder;
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

/** What is in a Milvus is backed up beside it, proven, listed and given up. */
class BackupScenarioTest {

    private static final String BUCKET = "redkite-demo-123456789012-us-west-2";

    private final ObjectNode event = Events.withoutLogin();
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private final MilvusRows rows = new MilvusRows(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    private void provision() {
        Outcome outcome = sandbox.deliver(event);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    private void withThreeRows() {
        provision();
        rows.create("points");
        rows.insert("points", 0, 3);
    }

    private static ObjectNode requested(int time) {
        ObjectNode request = Events.again(Events.read("17-backup"), time);
        request.putObject("detail").put("environment", "demo");
        return request;
    }

    private static ObjectNode requested(int time, String name) {
        ObjectNode request = requested(time);
        request.withObject("/detail").put("name", name);
        return request;
    }

    private Outcome deliver(ObjectNode request) {
        return sandbox.deliver(request);
    }

    private void backedUp(ObjectNode request) {
        Outcome outcome = deliver(request);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    private Set<String> keys() {
        return sandbox.world().s3().keys(BUCKET);
    }

    private JsonNode manifest(String name) {
        return Json.parse(sandbox.world().client(S3Client.class).getObjectAsBytes(request -> request.bucket(BUCKET)
                .key("demo/backups/manifests/" + name + ".json")).asString(StandardCharsets.UTF_8));
    }

    @Test
    void a_backup_lies_in_the_environments_bucket_with_a_manifest_that_says_what_is_in_it() {
        withThreeRows();

        backedUp(requested(1, "first"));

        assertThat(keys()).anyMatch(key -> key.startsWith("demo/backups/data/first/binlogs/insert_log/"));
        JsonNode manifest = manifest("first");
        assertThat(manifest.path("milvusVersion").asText()).isEqualTo("2.6.15");
        assertThat(manifest.path("toolVersion").asText()).isEqualTo("0.6.1");
        JsonNode points = manifest.path("collections").path(0);
        assertThat(points.path("collection").asText()).isEqualTo("points");
        assertThat(points.path("rows").asInt()).isEqualTo(3);
        assertThat(points.path("counted").asText()).isEqualTo("strong");
        assertThat(points.path("loaded").asBoolean()).isTrue();
        assertThat(points.at("/schema/fields")).hasSize(2);
        assertThat(points.at("/indexes/0/field_name").asText()).isEqualTo("vector");
        assertThat(manifest.path("digest").asText()).hasSize(64);
    }

    @Test
    void nothing_of_the_work_is_left_in_the_cluster_and_milvus_serves_as_before() {
        withThreeRows();

        backedUp(requested(1, "first"));

        assertThat(rows.kubernetes().batch().v1().jobs().inNamespace("milvus").list().getItems()).isEmpty();
        assertThat(rows.kubernetes().secrets().inNamespace("milvus").withName("milvus-backup").get()).isNull();
        assertThat(keys()).noneMatch(key -> key.contains("/begun/"));
        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void a_milvus_that_asks_for_a_login_is_backed_up_with_roots(String version) {
        Events.specification(event).withObject("/milvus").put("authentication", true).put("version", version);
        provision();

        backedUp(requested(1, "first"));

        assertThat(manifest("first").path("users").asBoolean()).isEqualTo(version.startsWith("2.6"));
    }

    @Test
    void people_hear_of_it_and_the_environment_is_free_again() {
        withThreeRows();

        backedUp(requested(1, "first"));

        assertThat(sandbox.world().eventBridge().events()).anySatisfy(told -> {
            assertThat(told.detailType()).isEqualTo("Backup Ready");
            assertThat(Json.tree(told).at("/detail/backup/rows").asInt()).isEqualTo(3);
        });
        backedUp(requested(2, "second"));
    }

    @Test
    void what_milvus_backup_says_last_is_told_and_there_is_no_backup() {
        withThreeRows();
        sandbox.world().client(IamClient.class).deleteRolePolicy(request ->
                request.roleName("redkite-demo-us-west-2-milvus").policyName("object-storage"));

        Outcome outcome = deliver(requested(1, "first"));

        assertThat(outcome.message()).startsWith("BackupJob: milvus-backup did not make backup first: it ended with exit code 1")
                .contains("Access Denied", "Next: ");
        assertThat(keys()).noneMatch(key -> key.contains("/manifests/"));
    }

    @Test
    void none_is_overwritten() {
        withThreeRows();
        backedUp(requested(1, "first"));

        assertThat(deliver(requested(2, "first")).message()).contains("has a backup first already");
    }

    @Test
    void of_those_that_schedules_ask_for_only_so_many_are_kept() {
        withThreeRows();
        backedUp(requested(1, "mine"));
        for (int time = 2; time < 5; time++) {
            ObjectNode request = requested(time, "night_" + time);
            request.withObject("/detail").put("scheduled", true).put("retain", 2);
            backedUp(request);
            sandbox.advance(Duration.ofDays(1));
        }

        assertThat(keys().stream().filter(key -> key.contains("/manifests/")).toList()).isEqualTo(List.of(
                "demo/backups/manifests/mine.json", "demo/backups/manifests/night_3.json", "demo/backups/manifests/night_4.json"));
        assertThat(keys()).noneMatch(key -> key.contains("night_2"));
    }

    @Test
    void what_an_attempt_left_that_died_goes_with_the_next_backup() {
        withThreeRows();
        Execution died = sandbox.start(requested(1, "died"));
        for (int seconds = 0; keys().stream().noneMatch(key -> key.startsWith("demo/backups/data/died/")) && seconds < 300; seconds++) {
            sandbox.advance(Duration.ofSeconds(1));
        }
        sandbox.executions().stop(died, "Operator", "changed my mind");
        assertThat(keys()).contains("demo/backups/begun/died.json", "demo/backups/data/died/meta/full_meta.json")
                .doesNotContain("demo/backups/manifests/died.json");

        backedUp(requested(2, "second"));

        assertThat(keys()).noneMatch(key -> key.contains("died")).contains("demo/backups/manifests/second.json");
    }

    /** It writes for as long as it ends, below the name of what would be begun. */
    @Test
    void none_is_begun_while_a_pod_of_an_earlier_job_is_there() {
        withThreeRows();
        rows.kubernetes().resource(new PodBuilder()
                .withNewMetadata().withName("milvus-backup-earlier").withNamespace("milvus").addToLabels("job-name", "milvus-backup").endMetadata()
                .withNewSpec().addNewContainer().withName("main").withImage("main:1").endContainer().endSpec()
                .build()).create();

        Execution execution = sandbox.start(requested(1, "first"));
        sandbox.advance(Duration.ofMinutes(5));

        assertThat(rows.kubernetes().batch().v1().jobs().inNamespace("milvus").list().getItems()).isEmpty();
        rows.kubernetes().pods().inNamespace("milvus").withName("milvus-backup-earlier").delete();
        sandbox.runUntil(() -> !execution.isRunning());
        assertThat(manifest("first").at("/collections/0/rows").asInt()).isEqualTo(3);
    }

    @Test
    void one_that_is_given_up_leaves_nothing() {
        withThreeRows();
        backedUp(requested(1, "first"));
        ObjectNode request = requested(2);
        request.withObject("/detail").put("remove", "first");

        backedUp(request);

        assertThat(keys()).noneMatch(key -> key.startsWith("demo/backups/"));
    }

    @Test
    void only_what_is_ready_is_backed_up() {
        provision();
        assertThat(deliver(Events.teardown("demo")).phase()).isEqualTo("REMOVED");

        assertThat(deliver(requested(1)).message()).contains("only one that is READY is backed up");
    }

    @Test
    void what_is_paused_is_resumed_before_it_is_backed_up() {
        withThreeRows();
        assertThat(deliver(about("15-pause", 1)).phase()).isEqualTo("PAUSED");

        Outcome refused = deliver(requested(2, "first"));

        assertThat(refused.message()).startsWith("Admission: Environment demo is paused, and is backed up only while it runs").contains("Next: resume it");
        assertThat(deliver(about("16-resume", 3)).phase()).isEqualTo("READY");
        backedUp(requested(4, "first"));
        assertThat(manifest("first").at("/collections/0/rows").asInt()).isEqualTo(3);
    }

    @Test
    void a_backup_of_what_is_paused_can_be_given_up_and_it_stays_paused() {
        withThreeRows();
        backedUp(requested(1, "first"));
        assertThat(deliver(about("15-pause", 2)).phase()).isEqualTo("PAUSED");
        ObjectNode request = requested(3);
        request.withObject("/detail").put("remove", "first");

        backedUp(request);

        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.PAUSED);
        assertThat(keys()).noneMatch(key -> key.startsWith("demo/backups/"));
    }

    private static ObjectNode about(String name, int time) {
        ObjectNode request = Events.again(Events.read(name), time);
        request.withObject("/detail").put("environment", "demo");
        return request;
    }
}
