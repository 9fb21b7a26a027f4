package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.states.HistoryEvent;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.DescribeReplicasReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.collection.request.ReleaseCollectionReq;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was loaded more than once is so again, as far as there are query nodes. */
class ReplicasScenarioTest {

    private final RestoredLife life = new RestoredLife();

    @AfterEach
    void close() {
        life.close();
    }

    private static void queryNodes(JsonNode specification, int number) {
        ((ObjectNode) specification).withObject("/milvus/components/queryNode").put("replicas", number);
    }

    private int replicas() {
        return life.rows.client().describeReplicas(DescribeReplicasReq.builder().collectionName("points").build()).getReplicas().size();
    }

    private JsonNode restored() {
        return life.sandbox.executions().all().stream().flatMap(execution -> execution.history().stream())
                .filter(event -> event.kind() == HistoryEvent.Kind.TASK_SUCCEEDED && event.state().equals("RestoreCompletion"))
                .map(HistoryEvent::data).reduce((_, later) -> later).orElseThrow();
    }

    @Test
    void replicas_come_back_and_where_there_are_fewer_query_nodes_as_many_as_fit_and_that_is_said() {
        queryNodes(Events.specification(life.event), 2);
        life.delivered(life.event);
        life.rows.create("points");
        life.rows.insert("points", 0, 3);
        MilvusClientV2 client = life.rows.client();
        client.releaseCollection(ReleaseCollectionReq.builder().collectionName("points").build());
        client.loadCollection(LoadCollectionReq.builder().collectionName("points").numReplicas(2).build());

        life.delivered(KeptDataScenarioTest.recreate(1));
        assertThat(replicas()).isEqualTo(2);
        assertThat(restored().has("fewerReplicas")).isFalse();

        ObjectNode smaller = KeptDataScenarioTest.recreate(2);
        ObjectNode specification = Events.specification(life.event).deepCopy();
        queryNodes(specification, 1);
        smaller.withObject("/detail").set("specification", specification);
        life.delivered(smaller);
        assertThat(replicas()).isEqualTo(1);
        assertThat(restored().path("fewerReplicas")).extracting(JsonNode::asText).containsExactly("default.points: 1 of 2");
        assertThat(life.rows.keys("points")).containsExactly(0L, 1L, 2L);
    }
}
