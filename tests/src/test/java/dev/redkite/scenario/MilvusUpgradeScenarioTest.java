package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.backup.Backups;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Another Milvus takes the standing one's place over the same data: backed up before, component by component, and never back. */
class MilvusUpgradeScenarioTest {

    private static final String NO_IMAGE = "Back-off pulling image";

    private final ObjectNode event = Events.withoutLogin();
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private final MilvusRows rows = new MilvusRows(sandbox);
    private int requests;

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Outcome asked(String version) {
        Events.specification(event).withObject("/milvus").put("version", version);
        return sandbox.deliver(Events.again(event, ++requests));
    }

    private void ready(String version) {
        Outcome outcome = asked(version);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    private void withThreeRows() {
        ready("2.6.15");
        rows.create("points");
        rows.insert("points", 0, 3);
    }

    private List<String> changesOf(String version) {
        int since = sandbox.trace().size();
        ready(version);
        return Happened.changes(sandbox, since);
    }

    private Set<String> images() {
        return rows.deployments().stream().map(each -> each.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage())
                .filter(image -> image.contains("milvusdb/milvus:")).collect(Collectors.toSet());
    }

    private List<JsonNode> manifests() {
        return new Backups(sandbox.world().client(S3Client.class), Backups.Place.of(
                Happened.record(sandbox, "demo").requirePlan())).manifests();
    }

    @Test
    void components_change_one_after_the_other_and_every_row_is_there() {
        withThreeRows();

        List<String> changes = changesOf("2.6.16");

        assertThat(changes.stream().filter(change -> change.startsWith("MilvusUpgrade Kubernetes:")).toList())
                .extracting(change -> change.replaceFirst(".*/", "")).containsExactly(
                        "milvus-mixcoord", "milvus-streamingnode", "milvus-querynode", "milvus-datanode", "milvus-proxy");
        assertThat(images()).containsExactly("milvusdb/milvus:v2.6.16");
        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void the_release_finds_its_pods_as_it_wants_them() {
        withThreeRows();
        ready("2.6.16");

        assertThat(rows.kubernetes().apps().replicaSets().inNamespace("milvus").list().getItems())
                .filteredOn(set -> set.getMetadata().getName().startsWith("milvus-proxy-")).hasSize(3);
    }

    @Test
    void what_the_standing_milvus_holds_is_backed_up_first() {
        withThreeRows();

        List<String> changes = changesOf("2.6.16");

        assertThat(manifests()).singleElement().satisfies(manifest -> {
            assertThat(manifest.path("backup").asText()).startsWith("before_2_6_16_");
            assertThat(manifest.path("milvusVersion").asText()).isEqualTo("2.6.15");
            assertThat(manifest.at("/collections/0/rows").asInt()).isEqualTo(3);
        });
        assertThat(changes.indexOf("BackupManifest S3:PutObject")).isPositive().isLessThan(
                changes.indexOf(changes.stream().filter(change -> change.startsWith("MilvusUpgrade Kubernetes:")).findFirst().orElseThrow()));
    }

    @Test
    void once_it_serves_the_next_update_is_an_ordinary_one() {
        ready("2.6.15");
        ready("2.6.16");
        Events.specification(event).withObject("/tags").put("team", "search");

        assertThat(changesOf("2.6.16")).noneMatch(change -> change.matches("(BackupJob|MilvusUpgrade) .*"));
    }

    @Test
    void a_backup_that_failed_stops_it_before_anything_has_changed() {
        withThreeRows();
        sandbox.clusters().faults().podsFail("milvus-backup", "ImagePullBackOff", NO_IMAGE);

        Outcome outcome = asked("2.6.16");

        assertThat(outcome.phase()).isEqualTo("FAILED");
        assertThat(outcome.message()).contains("Job milvus/milvus-backup has not begun");
        assertThat(images()).containsExactly("milvusdb/milvus:v2.6.15");
        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void whoever_cannot_be_backed_up_goes_on_with_the_milvus_that_stands() {
        ready("2.6.15");
        sandbox.clusters().faults().podsFail("milvus-backup", "ImagePullBackOff", NO_IMAGE);
        assertThat(asked("2.6.16").phase()).isEqualTo("FAILED");

        ready("2.6.15");

        assertThat(images()).containsExactly("milvusdb/milvus:v2.6.15");
    }

    @Test
    void one_that_stopped_half_way_does_not_go_back_and_goes_on_with_the_backup_that_it_has() {
        withThreeRows();
        sandbox.clusters().faults().podsFail("milvus-querynode", "ImagePullBackOff", NO_IMAGE);
        Outcome stopped = asked("2.6.16");
        assertThat(stopped.message()).contains("Deployment milvus-querynode has pods that have not begun within 20 minutes; pod milvus-querynode-", NO_IMAGE);
        assertThat(stopped.elapsed()).as("nobody waits for hours to be told that").isLessThan(Duration.ofMinutes(45));
        assertThat(images()).containsExactlyInAnyOrder("milvusdb/milvus:v2.6.15", "milvusdb/milvus:v2.6.16");
        sandbox.clusters().faults().cured();

        assertThat(asked("2.6.15").message()).contains(
                "runs Milvus 2.6.16, and the plan takes 2.6.15: Milvus does not go back. Next: name 2.6.16 in milvus.version");
        ready("2.6.16");

        assertThat(manifests()).hasSize(1);
        assertThat(images()).containsExactly("milvusdb/milvus:v2.6.16");
        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void a_downgrade_is_refused_at_the_door_with_what_leads_there() {
        ready("2.6.15");
        ready("2.6.16");

        Outcome outcome = asked("2.6.15");

        assertThat(outcome.phase()).isEqualTo("INVALID");
        assertThat(outcome.message()).contains("$.milvus.version: cannot change from 2.6.16 to 2.6.15 in place",
                "its data comes along when it is recreated with 2.6.15");
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.READY);
    }

    @Test
    void who_serves_clients_does_not_start_before_those_that_it_asks() {
        ready("2.6.15");
        rows.kubernetes().apps().deployments().inNamespace("milvus").withName("milvus-proxy").patch(PatchContext.of(PatchType.STRATEGIC_MERGE),
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"proxy\",\"image\":\"milvusdb/milvus:v2.6.16\"}]}}}}");
        rows.settle();

        assertThat(reasons()).anyMatch(reason -> reason.contains("this is 2.6.16: it does not know what it is asked"));
    }

    @Test
    void a_coordinator_does_not_start_on_what_a_later_one_has_written() {
        ready("2.6.15");
        ready("2.6.16");
        rows.kubernetes().apps().deployments().inNamespace("milvus").withName("milvus-mixcoord").patch(PatchContext.of(PatchType.STRATEGIC_MERGE),
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"mixcoord\",\"image\":\"milvusdb/milvus:v2.6.15\"}]}}}}");
        rows.settle();

        assertThat(reasons()).contains("metadata was written by mixcoord 2.6.16, and this is 2.6.15");
    }

    private List<String> reasons() {
        return rows.kubernetes().pods().inNamespace("milvus").list().getItems().stream()
                .map(Pod::getStatus).flatMap(status -> status.getContainerStatuses().stream())
                .filter(container -> container.getState().getWaiting() != null && container.getState().getWaiting().getMessage() != null)
                .map(container -> container.getState().getWaiting().getMessage()).toList();
    }
}
