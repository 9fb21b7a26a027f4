package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.states.Execution;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What Milvus holds outlives a teardown that something follows. */
class KeptDataScenarioTest {

    private final RestoredLife life = new RestoredLife();

    @AfterEach
    void close() {
        life.close();
    }

    private void withThreePoints() {
        life.delivered(life.event);
        life.rows.create("points");
        life.rows.insert("points", 0, 3);
    }

    static ObjectNode recreate(int time) {
        return Events.again(Events.recreateKeeping("demo"), time);
    }

    static ObjectNode teardown(int time) {
        ObjectNode request = Events.again(Events.read("10-teardown"), time);
        request.withObject("/detail").put("environment", "demo");
        return request;
    }

    static ObjectNode kept(ObjectNode request, boolean keeps) {
        request.withObject("/detail").put("keepData", keeps);
        return request;
    }

    private void removed(ObjectNode request) {
        Outcome outcome = life.sandbox.deliver(request);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
    }

    private List<String> backups() {
        return life.keys(RestoredLife.BUCKET).stream().filter(key -> key.contains("/backups/manifests/")).toList();
    }

    private void milvusMayNotWrite() {
        life.sandbox.world().client(IamClient.class).deleteRolePolicy(request ->
                request.roleName("redkite-demo-us-west-2-milvus").policyName("object-storage"));
    }

    @Test
    void a_recreate_brings_back_what_was_there_before_it_says_ready() {
        withThreePoints();

        life.delivered(recreate(1));

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
        assertThat(Happened.record(life.sandbox, "demo").generation()).isEqualTo(2);
        assertThat(Happened.record(life.sandbox, "demo").kept()).isNull();
        assertThat(Happened.announced(life.sandbox)).containsExactly("Environment Ready", "Environment Removed", "Environment Ready");
    }

    @Test
    void of_what_was_kept_only_the_last_stays_and_nothing_that_somebody_asked_for_goes() {
        withThreePoints();
        life.backedUp("first");

        life.delivered(recreate(1));
        life.rows.insert("points", 3, 4);
        life.delivered(recreate(2));

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L, 3L);
        assertThat(backups()).hasSize(2).anyMatch(key -> key.endsWith("/first.json"));
    }

    @Test
    void whoever_says_so_begins_empty() {
        withThreePoints();

        life.delivered(kept(recreate(1), false));

        assertThat(life.collections(life.rows)).isEmpty();
        assertThat(backups()).isEmpty();
    }

    @Test
    void a_teardown_that_keeps_is_undone_by_the_next_recreate() {
        withThreePoints();
        removed(kept(teardown(1), true));
        assertThat(Happened.record(life.sandbox, "demo").kept()).startsWith("kept_");

        life.delivered(recreate(2));

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void a_teardown_that_says_nothing_keeps_nothing_and_makes_no_backup() {
        withThreePoints();
        removed(teardown(1));

        life.delivered(recreate(2));

        assertThat(life.collections(life.rows)).isEmpty();
    }

    @Test
    void whoever_makes_it_anew_instead_begins_empty_and_the_backup_is_there_to_be_asked_for() {
        withThreePoints();
        removed(kept(teardown(1), true));

        life.delivered(Events.again(life.event, 2));
        assertThat(life.collections(life.rows)).isEmpty();
        life.delivered(RestoredLife.requested(3, "demo"));

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void a_backup_that_fails_stops_it_before_anything_is_torn_down() {
        withThreePoints();
        milvusMayNotWrite();

        String refusal = life.refusal(recreate(1));

        assertThat(refusal).contains("BackupJob", "\"keepData\": false");
        assertThat(Happened.record(life.sandbox, "demo").phase()).isEqualTo(Phase.READY);
        assertThat(Happened.record(life.sandbox, "demo").execution()).isNull();
        assertThat(Happened.record(life.sandbox, "demo").generation()).isEqualTo(1);
        assertThat(life.collections(life.rows)).containsExactly("points");
        life.delivered(kept(recreate(2), false));
    }

    @Test
    void without_a_cluster_that_is_ours_nothing_goes_of_what_would_be_kept() {
        withThreePoints();
        life.sandbox.world().refuses("Eks:DescribeCluster", Errors.of("Eks", 404, "ResourceNotFoundException", "No cluster found for name: redkite-demo."));

        String refusal = life.refusal(recreate(1));

        assertThat(refusal).contains("BackupJob: EKS cluster redkite-demo is not up", "nothing was torn down", "\"keepData\": false");
        assertThat(Happened.record(life.sandbox, "demo").phase()).isEqualTo(Phase.READY);
        assertThat(life.sandbox.world().client(KafkaClient.class).listClustersV2(_ -> {}).clusterInfoList())
                .anyMatch(each -> each.clusterName().equals(MilvusRows.CLUSTER));
    }

    private void shut() {
        life.sandbox.world().refuses("Eks:DescribeCluster", Errors.of("Eks", 403, "AccessDeniedException", "not authorized, with an explicit deny in a service control policy"));
    }

    private boolean brokersStand() {
        return life.sandbox.world().client(KafkaClient.class).listClustersV2(_ -> {}).clusterInfoList().stream()
                .anyMatch(each -> each.clusterName().equals(MilvusRows.CLUSTER));
    }

    @Test
    void a_cluster_that_cannot_be_entered_leaves_an_environment_what_it_was_where_something_is_to_be_kept() {
        withThreePoints();
        shut();

        String refusal = life.refusal(recreate(1));

        assertThat(refusal).contains("ClusterAccess: Eks answered AccessDeniedException", "BackupJob: EKS cluster redkite-demo could not be entered",
                "nothing was torn down", "mend what ClusterAccess names", "\"keepData\": false");
        assertThat(Happened.record(life.sandbox, "demo").phase()).isEqualTo(Phase.READY);
        assertThat(Happened.record(life.sandbox, "demo").execution()).isNull();
        assertThat(brokersStand()).isTrue();
    }

    @Test
    void a_life_that_only_owes_what_an_earlier_one_kept_is_torn_down_beside_a_cluster_that_cannot_be_entered() {
        withThreePoints();
        removed(kept(teardown(1), true));
        Execution first = life.sandbox.start(recreate(2));
        life.sandbox.runUntil(() -> !first.isRunning() || brokersStand());
        life.sandbox.advance(Duration.ofMinutes(20));
        life.sandbox.executions().all().stream().filter(Execution::isRunning)
                .forEach(each -> life.sandbox.executions().stop(each, "Operator", "changed my mind"));
        shut();

        Outcome outcome = life.sandbox.deliver(kept(teardown(3), true));

        assertThat(outcome.message()).contains("ClusterAccess: Eks answered AccessDeniedException").doesNotContain("BackupJob");
        assertThat(Happened.record(life.sandbox, "demo").phase()).isEqualTo(Phase.REMOVAL_FAILED);
        assertThat(Happened.record(life.sandbox, "demo").kept()).startsWith("kept_");
        assertThat(brokersStand()).isFalse();
    }

    @Test
    void what_was_turned_away_leaves_nothing_that_a_later_update_would_restore() {
        withThreePoints();
        milvusMayNotWrite();
        life.refusal(recreate(1));

        life.delivered(Events.again(life.event, 2));

        assertThat(Happened.record(life.sandbox, "demo").kept()).isNull();
        assertThat(life.collections(life.rows)).containsExactly("points");
    }

    @Test
    void whoever_dies_in_the_middle_is_followed_by_somebody_who_knows_what_was_kept() {
        withThreePoints();
        Execution first = life.sandbox.start(recreate(1));
        life.sandbox.runUntil(() -> !first.isRunning() || Happened.record(life.sandbox, "demo").phase() == Phase.REMOVING && !backups().isEmpty());
        assertThat(first.isRunning()).isTrue();
        life.sandbox.advance(Duration.ofMinutes(4));
        life.sandbox.executions().all().stream().filter(Execution::isRunning)
                .forEach(each -> life.sandbox.executions().stop(each, "Operator", "changed my mind"));
        assertThat(first.isRunning()).isFalse();

        life.delivered(recreate(2));

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void what_cannot_come_back_is_said_and_the_way_without_it_works() {
        withThreePoints();
        removed(kept(teardown(1), true));
        life.keys(RestoredLife.BUCKET).stream().filter(key -> key.contains("/data/kept_") && key.contains("/insert_log/"))
                .forEach(key -> life.sandbox.world().s3().hide(RestoredLife.BUCKET, key));

        assertThat(life.refusal(recreate(2))).contains("What environment demo held before it was torn down does not come back", "\"keepData\": false");
        assertThat(life.refusal(Events.again(life.event, 3))).contains("does not come back");

        life.delivered(kept(recreate(4), false));
        assertThat(life.collections(life.rows)).isEmpty();
    }

    @Test
    void of_what_sleeps_nothing_can_be_kept_until_it_is_resumed() {
        withThreePoints();
        assertThat(life.sandbox.deliver(Events.pause("demo")).phase()).isEqualTo("PAUSED");

        assertThat(life.refusal(recreate(1))).contains("is PAUSED", "resume it", "\"keepData\": false");

        life.delivered(Events.resume("demo"));
        life.delivered(recreate(2));
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    @Test
    void another_bucket_is_none_in_which_it_was_kept() {
        withThreePoints();
        ObjectNode request = recreate(1);
        ObjectNode specification = Events.specification(life.event).deepCopy();
        specification.withObject("/storage").put("bucket", "company-data");
        request.withObject("/detail").set("specification", specification);
        life.sandbox.world().client(S3Client.class).createBucket(asked -> asked.bucket("company-data")
                .createBucketConfiguration(made -> made.locationConstraint("us-west-2")));

        assertThat(life.refusal(request)).contains("$.specification.storage.bucket: company-data is another bucket");
    }

    @Test
    void an_older_chart_family_is_left_with_its_rows() {
        Events.specification(life.event).withObject("/milvus").put("version", "2.2.13");
        withThreePoints();
        assertThat(life.refusal(recreate(1))).contains("$.specification.milvus.version: Milvus 2.2.13 takes no backup of Milvus 2.2.13", "pause");

        ObjectNode upgrade = recreate(2);
        ObjectNode specification = Events.specification(life.event).deepCopy();
        specification.withObject("/milvus").put("version", "2.6.15");
        upgrade.withObject("/detail").set("specification", specification);
        life.delivered(upgrade);

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
        ObjectNode back = recreate(3);
        back.withObject("/detail").set("specification", Events.specification(life.event));
        assertThat(life.refusal(back)).contains("takes no backup of Milvus 2.6.15");
    }

    @Test
    void office_hours_keep_what_was_there_in_the_evening() {
        Events.specification(life.event).withObject("/schedule").put("teardown", "cron(0 19 * * ? *)").put("recreate", "cron(0 7 * * ? *)");
        withThreePoints();

        life.sandbox.advance(Duration.ofDays(3));

        assertThat(Happened.record(life.sandbox, "demo").phase()).isEqualTo(Phase.READY);
        assertThat(Happened.record(life.sandbox, "demo").generation()).isGreaterThanOrEqualTo(3);
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
    }
}
