package dev.redkite.contract.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every stage that works in a cluster, through its function, against Kubernetes' own control plane: one life of one release. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfEnvironmentVariable(named = ControlPlane.VARIABLE, matches = ".+")
class LifeOfAReleaseTest {

    private static final String NEWEST = Recording.EVENTS.getLast();

    private static Recording recording;
    private static RealCluster cluster;

    @BeforeAll
    static void open() {
        recording = new Recording();
        cluster = new RealCluster(recording);
    }

    @AfterAll
    static void close() {
        cluster.close();
        recording.close();
    }

    private static Map<String, JsonNode> provision(String event) {
        Map<String, JsonNode> facts = new LinkedHashMap<>();
        for (String stage : StageCall.STAGES) {
            long t = System.currentTimeMillis();
            var done = new StageCall(stage, recording.input(event, stage, "ensure")).finish(cluster);
            System.out.println(event + " " + stage + " " + (System.currentTimeMillis() - t) + " ms " + done);
            facts.put(stage, done.answer());
        }
        return facts;
    }

    @Test
    @Order(1)
    void a_first_installation_comes_up() {
        assertThat(provision("02-reference").get("MilvusRelease").path("revision").asInt()).isEqualTo(1);
    }
}
