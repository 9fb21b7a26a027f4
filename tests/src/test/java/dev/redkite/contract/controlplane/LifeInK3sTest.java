package dev.redkite.contract.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.contract.JudgedBy;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The life of a release once more, in K3s. Not with the load balancer controller: its webhooks would have to be reached out
 * of the container, at an address that only the cluster knows.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@JudgedBy(K3s.JUDGE)
class LifeInK3sTest {

    private static final List<String> STAGES = List.of("StorageClass", "MilvusRelease", "HealthProbe");
    private static final String FIRST = Recording.EVENTS.getFirst();

    private static Recording recording;
    private static RealCluster cluster;

    @BeforeAll
    static void open() {
        recording = new Recording();
        cluster = new RealCluster(recording, K3s.running());
    }

    @AfterAll
    static void close() {
        cluster.close();
        recording.close();
    }

    private static void each(List<String> stages, String action) {
        stages.forEach(stage -> new StageCall(stage, recording.input(FIRST, stage, action)).finish(cluster));
    }

    @Test
    @Order(1)
    void a_first_installation_comes_up_and_ensured_again_nothing_is_written() {
        each(STAGES, "ensure");
        int written = cluster.plane().writes().size();
        assertThat(written).isPositive();

        each(STAGES, "ensure");
        assertThat(cluster.plane().writes().stream().skip(written)).isEmpty();
    }

    @Test
    @Order(2)
    void removed_it_leaves_nothing_of_ours_in_the_cluster() {
        each(STAGES.reversed(), "retire");

        assertThat(cluster.plane().machinery().namespaces().withName("milvus").get()).isNull();
        assertThat(cluster.plane().machinery().persistentVolumes().list().getItems()).isEmpty();
        assertThat(cluster.plane().machinery().storage().v1().storageClasses().list().getItems()).isEmpty();
        assertThat(cluster.plane().machinery().secrets().inAnyNamespace().withLabel("owner", "helm").list().getItems()).isEmpty();
    }
}
