package dev.redkite.scenario;

import static dev.redkite.scenario.KeptDataScenarioTest.kept;
import static dev.redkite.scenario.KeptDataScenarioTest.recreate;
import static dev.redkite.scenario.KeptDataScenarioTest.teardown;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.sandbox.states.Execution;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.ListIndexesReq;
import io.milvus.v2.service.partition.request.CreatePartitionReq;
import io.milvus.v2.service.partition.request.ListPartitionsReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;

/** What clients write to a Milvus whose backup is made, until nobody reaches it any more. */
class ClosingBackupScenarioTest {

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

    private List<String> backups() {
        return life.keys(RestoredLife.BUCKET).stream().filter(key -> key.contains("/backups/manifests/")).toList();
    }

    /** Until something is proven that is kept, which a teardown waits for before its first change. */
    private Execution backedUp(ObjectNode request) {
        Execution execution = life.sandbox.start(request);
        life.sandbox.runUntil(() -> !execution.isRunning() || !backups().isEmpty());
        assertThat(execution.isRunning()).isTrue();
        return execution;
    }

    private void ended(Execution execution) {
        life.sandbox.runUntil(() -> !execution.isRunning());
    }

    private static boolean closes(Execution execution) {
        return execution.history().stream().anyMatch(event -> event.state().equals("ClosingBackup"));
    }

    private void writtenMeanwhile() {
        life.rows.insert("points", 3, 5);
        life.rows.flush("points");
    }

    @Test
    void what_clients_write_between_the_backup_and_the_end_of_the_load_balancers_comes_back() {
        withThreePoints();
        Execution execution = backedUp(recreate(1));
        writtenMeanwhile();
        life.rows.create("lines");

        ended(execution);

        assertThat(Happened.record(life.sandbox, "demo").phase()).isEqualTo(Phase.READY);
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(life.collections(life.rows)).containsExactly("lines", "points");
        assertThat(backups()).singleElement().asString().matches(".*/kept_[0-9a-f]{12}_2\\.json");
    }

    @Test
    void the_way_to_another_family_takes_along_what_was_written_on_it() {
        Events.specification(life.event).withObject("/milvus").put("version", "2.2.13");
        withThreePoints();
        ObjectNode upgrade = recreate(1);
        ObjectNode specification = Events.specification(life.event).deepCopy();
        specification.withObject("/milvus").put("version", "2.6.15");
        upgrade.withObject("/detail").set("specification", specification);
        Execution execution = backedUp(upgrade);
        writtenMeanwhile();

        ended(execution);

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void what_is_deleted_or_dropped_meanwhile_does_not_come_back() {
        withThreePoints();
        life.rows.create("lines");
        Execution execution = backedUp(recreate(1));
        life.rows.client().delete(DeleteReq.builder().collectionName("points").filter("id in [1]").build());
        life.rows.drop("lines");

        ended(execution);

        assertThat(life.rows.keys("points")).containsExactly(0L, 2L);
        assertThat(life.collections(life.rows)).containsExactly("points");
    }

    /** No row tells of any of it. */
    @Test
    void indexes_second_names_and_partitions_that_are_made_meanwhile_come_back() {
        withThreePoints();
        life.rows.create("lines");
        Execution execution = backedUp(recreate(1));
        MilvusClientV2 client = life.rows.client();
        client.createPartition(CreatePartitionReq.builder().collectionName("points").partitionName("north").build());
        client.createAlias(CreateAliasReq.builder().collectionName("points").alias("places").build());
        client.createIndex(CreateIndexReq.builder().collectionName("lines").sync(false).indexParams(List.of(
                IndexParam.builder().fieldName("id").indexType(IndexParam.IndexType.STL_SORT).build())).build());

        ended(execution);

        assertThat(Happened.record(life.sandbox, "demo").phase()).as(String.valueOf(Happened.record(life.sandbox, "demo").failure())).isEqualTo(Phase.READY);
        assertThat(life.rows.keys("places")).containsExactly(0L, 1L, 2L);
        MilvusClientV2 next = life.rows.client();
        assertThat(next.listPartitions(ListPartitionsReq.builder().collectionName("points").build())).contains("north");
        assertThat(next.listIndexes(ListIndexesReq.builder().collectionName("lines").fieldName("id").build())).hasSize(1);
        assertThat(backups()).singleElement().asString().endsWith("_2.json");
    }

    @Test
    void a_milvus_that_nobody_writes_to_is_backed_up_once() {
        withThreePoints();
        Execution execution = backedUp(kept(teardown(1), true));

        ended(execution);

        assertThat(Happened.record(life.sandbox, "demo").phase()).isEqualTo(Phase.REMOVED);
        assertThat(backups()).singleElement().asString().matches(".*/kept_[0-9a-f]{12}\\.json");
    }

    @Test
    void a_second_backup_that_fails_leaves_milvus_and_the_first_and_both_ways_on_are_said() {
        withThreePoints();
        Execution execution = backedUp(recreate(1));
        writtenMeanwhile();
        life.sandbox.world().client(IamClient.class).deleteRolePolicy(request ->
                request.roleName("redkite-demo-us-west-2-milvus").policyName("object-storage"));

        ended(execution);

        EnvironmentRecord record = Happened.record(life.sandbox, "demo");
        assertThat(record.phase()).isEqualTo(Phase.REMOVAL_FAILED);
        assertThat(record.failure().message()).contains("ClosingBackup: milvus-backup did not make backup kept_", "Next: mend the cause, then redrive",
                "the backup that was made before them is safe", "\"keepData\": false");
        assertThat(life.rows.keys("points")).hasSize(5);
        assertThat(backups()).hasSize(1);
        String first = backups().getFirst().replaceFirst(".*/", "").replaceFirst("\\.json$", "");
        life.delivered(kept(recreate(2), false));
        ObjectNode restore = RestoredLife.requested(3, "demo");
        restore.withObject("/detail").put("backup", first);
        life.delivered(restore);
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
    }

    /** To keep clients within the cluster from writing, say: then nobody can be asked what was written before. */
    @Test
    void proxies_that_somebody_else_has_ended_are_no_sign_that_all_is_backed_up() {
        withThreePoints();
        Execution execution = backedUp(recreate(1));
        writtenMeanwhile();
        proxies(0);

        ended(execution);

        assertThat(Happened.record(life.sandbox, "demo").failure().message()).contains("ClosingBackup: Milvus does not store what it holds");
        proxies(1);
        life.rows.settle();
        life.delivered(recreate(2));
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    private void proxies(int count) {
        life.rows.kubernetes().apps().deployments().inNamespace("milvus").withName("milvus-proxy").scale(count);
    }

    @Test
    void where_the_load_balancers_do_not_go_nothing_goes_that_milvus_needs() {
        withThreePoints();
        life.sandbox.world().elasticLoadBalancing().leavesLoadBalancerBehind();
        life.sandbox.world().elasticLoadBalancing().guard("demo-g1-milvus", true);
        Execution execution = backedUp(recreate(1));
        writtenMeanwhile();

        ended(execution);

        assertThat(Happened.record(life.sandbox, "demo").phase()).isEqualTo(Phase.REMOVAL_FAILED);
        assertThat(life.rows.keys("points")).hasSize(5);
        assertThat(life.sandbox.world().client(KafkaClient.class).listClustersV2(_ -> {}).clusterInfoList())
                .anyMatch(cluster -> cluster.clusterName().equals(MilvusRows.CLUSTER));
        life.sandbox.world().elasticLoadBalancing().guard("demo-g1-milvus", false);
        life.delivered(recreate(2));
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void whoever_dies_between_the_two_backups_is_followed_by_somebody_who_makes_the_second() {
        withThreePoints();
        Execution first = backedUp(kept(teardown(1), true));
        writtenMeanwhile();
        life.sandbox.runUntil(() -> !first.isRunning() || closes(first));
        life.sandbox.advance(Duration.ofSeconds(40));
        assertThat(first.isRunning()).isTrue();
        life.sandbox.executions().stop(first, "Operator", "changed my mind");

        life.delivered(recreate(2));

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void whoever_dies_after_the_second_backup_is_followed_by_somebody_who_restores_it() {
        withThreePoints();
        Execution first = backedUp(kept(teardown(1), true));
        writtenMeanwhile();
        life.sandbox.runUntil(() -> !first.isRunning() || first.history().stream().anyMatch(event -> event.state().equals("MilvusRelease")));
        assertThat(first.isRunning()).isTrue();
        life.sandbox.executions().stop(first, "Operator", "changed my mind");

        life.delivered(recreate(2));

        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L, 3L, 4L);
    }
}
