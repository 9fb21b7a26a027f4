package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.contract.CompanyKeys;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.apigateway.HttpEvents;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;

/** Backups in a bucket of the user's that is named for them, and encrypts with a key of its own, outlive the environment and its data. */
class BackupBucketScenarioTest {

    private static final String ANOTHER = "another-vault";

    private final RestoredLife life = new RestoredLife();
    private final Sandbox sandbox = life.sandbox;

    @BeforeEach
    void a_bucket_is_named() {
        CompanyKeys.encryptBucket(sandbox.world(), sandbox.world().kms().standing("alias/company", CompanyKeys.policy()));
        sandbox.world().s3().standing(ANOTHER);
        name(CompanyKeys.BUCKET);
    }

    @AfterEach
    void close() {
        life.close();
    }

    private void name(String bucket) {
        Events.specification(life.event).withObject("/storage").put("backupBucket", bucket);
    }

    private Set<String> backups(String bucket) {
        return Set.copyOf(life.keys(bucket).stream().filter(key -> key.contains("/backups/manifests/")).map(key -> key.replaceAll(".*/|\\.json", "")).toList());
    }

    private JsonNode listed() {
        HttpEvents.Request request = new HttpEvents.Request("GET", "/environments/demo/backups", "", Map.of(), null);
        return Json.parse(sandbox.request(new HttpEvents(sandbox.stack()).of(
                request, "123456789012", "arn:aws:iam::123456789012:user/ada", "request", sandbox.world().now())).path("body").asText()).path("backups");
    }

    private Outcome removed(boolean keeps) {
        ObjectNode request = Events.again(Events.teardown("demo"), keeps ? 1 : 2);
        Outcome outcome = sandbox.deliver(keeps ? kept(request) : request);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
        return outcome;
    }

    private static ObjectNode kept(ObjectNode request) {
        request.withObject("/detail").put("keepData", true);
        return request;
    }

    private ObjectNode recreatedElsewhere() {
        ObjectNode request = Events.again(Events.recreateKeeping("demo"), 2);
        ObjectNode specification = Events.specification(life.event).deepCopy();
        specification.withObject("/storage").put("backupBucket", ANOTHER);
        request.withObject("/detail").set("specification", specification);
        return request;
    }

    private static ObjectNode givenUp(String name) {
        ObjectNode request = Events.again(Events.backup("demo"), name.hashCode());
        request.putObject("detail").put("environment", "demo").put("remove", name);
        return request;
    }

    @Test
    void every_backup_lies_there_and_comes_back_from_there() {
        life.backedUpPoints();
        assertThat(life.keys(CompanyKeys.BUCKET)).allMatch(key -> key.startsWith("demo/backups/"));
        assertThat(life.keys(RestoredLife.BUCKET)).noneMatch(key -> key.startsWith("demo/backups/"));

        life.delivered(RestoredLife.overwriting(1));
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
        assertThat(life.keys(RestoredLife.BUCKET)).noneMatch(key -> key.startsWith("restore-temp-"));
    }

    @Test
    void they_stay_when_the_data_goes_and_bring_it_back() {
        life.backedUpPoints();

        Outcome gone = removed(true);

        assertThat(gone.output().at("/audit/retained").toString()).contains("bucket company-data, which is yours, with all backups");
        assertThat(sandbox.world().s3().has(RestoredLife.BUCKET)).isFalse();
        assertThat(listed().findValuesAsText("name")).hasSize(2).contains("first");
        assertThat(life.refusal(recreatedElsewhere())).contains(
                "$.specification.storage.backupBucket: another-vault is another bucket than company-data", "leave it as it is");
        life.delivered(Events.again(Events.recreateKeeping("demo"), 1));
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void of_an_environment_that_is_removed_they_are_restored_elsewhere_and_given_up() {
        life.backedUpPoints();
        removed(false);
        life.delivered(RestoredLife.withoutLogin("clone"));
        ObjectNode restore = RestoredLife.requested(1, "clone");
        restore.withObject("/detail").put("from", "demo");

        life.delivered(restore);
        Outcome given = sandbox.deliver(givenUp("first"));

        assertThat(new MilvusRows(sandbox, "redkite-clone").keys("points")).containsExactly(0L, 1L, 2L);
        assertThat(given.failed()).as(given.message()).isFalse();
        assertThat(life.keys(CompanyKeys.BUCKET)).isEmpty();
        EnvironmentRecord demo = Happened.record(sandbox, "demo");
        assertThat(demo.phase()).isEqualTo(Phase.REMOVED);
        assertThat(demo.keptUntil()).isNotNull();
        assertThat(demo.execution()).isNull();
    }

    @Test
    void of_an_environment_that_failed_they_are_given_up_and_the_reason_stays() {
        life.backedUpPoints();
        sandbox.world().intercept((call, service) -> {
            if (sandbox.running().equals("ClusterRole")) {
                throw AwsServiceException.builder().statusCode(400).message("refused").build();
            }
            return service.get();
        });
        life.refusal(Events.again(life.event, 1));

        sandbox.deliver(givenUp("first"));

        assertThat(life.keys(CompanyKeys.BUCKET)).isEmpty();
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.FAILED);
        assertThat(Happened.record(sandbox, "demo").failure().message()).contains("refused");
    }

    @Test
    void an_update_has_later_ones_lie_elsewhere_and_says_where_the_earlier_ones_are() {
        life.backedUpPoints();
        name(ANOTHER);

        life.delivered(Events.again(life.event, 1));
        life.backedUp("second");

        assertThat(Happened.record(sandbox, "demo").plan().warnings()).anyMatch(said -> said.contains("Those in company-data stay there"));
        assertThat(backups(ANOTHER)).containsExactly("second");
        assertThat(backups(CompanyKeys.BUCKET)).containsExactly("first");
        assertThat(listed().findValuesAsText("name")).isEqualTo(List.of("second"));
    }

    @Test
    void one_that_is_gone_is_told_before_anything_is_torn_down() {
        name(ANOTHER);
        life.delivered(life.event);
        sandbox.world().client(S3Client.class).deleteBucket(request -> request.bucket(ANOTHER));

        assertThat(life.refusal(kept(Events.again(Events.teardown("demo"), 1)))).contains("NoSuchBucket", "Next: ");
        assertThat(Happened.record(sandbox, "demo").phase().name()).isEqualTo("READY");
    }
}
