package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.StageBroken;
import dev.redkite.lambda.PortForwards;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.MilvusReach;
import dev.redkite.sandbox.milvus.FakeMilvus;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.DataType;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.database.request.CreateDatabaseReq;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Its tests wait for sockets, so they run side by side. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class FlushStepTest extends ProbedRelease {

    private final MilvusReach tunnels = new PortForwards(_ -> { });
    private final FlushStep flush = new FlushStep(
            access -> kubernetes, new RootLogin(() -> world.client(SecretsManagerClient.class)), tunnels,
            new DataPath(cluster.clock, 7, HealthProbeStep.CONNECT_TIMEOUT, tunnels::client, tunnels::pause));

    /** A collection in a database. */
    private static void make(FakeMilvus milvus, String database, String name) {
        MilvusClientV2 client = new MilvusClientV2(ConnectConfig.builder()
                .uri("http://%s:%d".formatted(milvus.host(), milvus.port())).username("root").password("secret").build());
        if (!database.equals("default")) {
            client.createDatabase(CreateDatabaseReq.builder().databaseName(database).build());
        }
        CreateCollectionReq.CollectionSchema schema = CreateCollectionReq.CollectionSchema.builder().build();
        schema.addField(AddFieldReq.builder().fieldName("id").dataType(DataType.Int64).isPrimaryKey(true).build());
        schema.addField(AddFieldReq.builder().fieldName("vector").dataType(DataType.FloatVector).dimension(4).build());
        client.createCollection(CreateCollectionReq.builder().databaseName(database).collectionName(name).collectionSchema(schema).build());
        client.close();
    }

    private static List<String> flushed(Progress<FlushFacts> progress) {
        assertThat(progress).isInstanceOf(Done.class);
        return ((Done<FlushFacts>) progress).facts().collections();
    }

    @Test
    void every_collection_of_every_database_is_flushed() {
        installed();
        make(milvus, "default", "words");
        make(milvus, "shop", "goods");

        assertThat(flushed(flush.run(wanted))).containsExactlyInAnyOrder("default.words", "shop.goods");

        assertThat(milvus.calls()).filteredOn("Flush"::equals).hasSize(2);
    }

    @Test
    void a_milvus_without_processes_holds_nothing() {
        assertThat(flushed(flush.run(wanted))).isEmpty();
    }

    @Test
    void a_milvus_that_does_not_answer_yet_is_pending() {
        installed();
        milvus.refusesConnections();

        assertThat(flush.run(wanted)).isInstanceOf(Pending.class);
    }

    @Test
    void a_login_that_is_refused_is_said_to_people() {
        install();
        password("another");
        settled(milvus);

        assertThatThrownBy(() -> flush.run(wanted)).isInstanceOf(StageBroken.class)
                .hasMessageContaining("refuses root's login").hasMessageContaining("Next: ");
    }
}
