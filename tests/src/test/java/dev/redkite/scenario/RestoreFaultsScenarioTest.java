package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.milvus.FakeMilvus;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import io.milvus.v2.service.collection.request.ListCollectionsReq;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A restore over what stands, stopped or left without an answer anywhere: the next one ends with every row there, once. */
@Tag("search")
class RestoreFaultsScenarioTest {

    private final ObjectNode event = Events.read("01-minimal");
    private Sandbox sandbox;
    private MilvusRows rows;
    private int requests;

    @BeforeEach
    void back_up_three_points() {
        Events.specification(event).withObject("/milvus").put("authentication", false);
        sandbox = Sandbox.open(TestSettings.of(event));
        rows = new MilvusRows(sandbox);
        ready(sandbox.deliver(event));
        rows.create("points");
        rows.insert("points", 0, 3);
        ObjectNode backup = Events.read("17-backup");
        backup.putObject("detail").put("environment", "demo").put("name", "first");
        ready(sandbox.deliver(backup));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private static void ready(Outcome outcome) {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    private ObjectNode restore() {
        ObjectNode request = Events.again(Events.read("18-restore"), ++requests);
        request.putObject("detail").put("environment", "demo").put("overwrite", true);
        return request;
    }

    private void requireEveryRowOnce(String why) {
        assertThat(rows.keys("points")).as(why).containsExactly(0L, 1L, 2L);
        assertThat(rows.client().listCollectionsV2(ListCollectionsReq.builder().databaseName("default").build()).getCollectionNames())
                .as(why).containsExactly("points");
    }

    @Test
    void it_may_be_stopped_at_every_state() {
        List<String> states = sandbox.stack().machines().get("Restore").load().taskNames().stream().filter(name -> !name.equals("Failure")).toList();
        for (String state : states) {
            AtomicBoolean reached = new AtomicBoolean();
            sandbox.listen((_, happened) -> reached.compareAndSet(false, happened.state().equals(state)
                    && (happened.kind() == HistoryEvent.Kind.TASK_FAILED || happened.kind() == HistoryEvent.Kind.TASK_SUCCEEDED)));
            Execution execution = sandbox.start(restore());
            sandbox.runUntil(reached::get);
            sandbox.executions().stop(execution, "Operator", "changed my mind");

            ready(sandbox.deliver(restore()));

            requireEveryRowOnce("stopped at " + state);
        }
        assertThat(states).hasSizeGreaterThan(5);
    }

    @Test
    void every_answer_of_aws_may_be_lost() {
        AtomicInteger left = new AtomicInteger();
        sandbox.world().intercept((call, service) -> {
            Object answer = service.get();
            if (sandbox.running().startsWith("Restore") && left.decrementAndGet() == 0) {
                throw AwsServiceException.builder().statusCode(503).message("no answer").build();
            }
            return answer;
        });
        int calls = 0;
        do {
            left.set(++calls);
            ready(sandbox.deliver(restore()));
            requireEveryRowOnce("without an answer to call %d".formatted(calls));
        } while (left.get() <= 0);
        assertThat(calls).isGreaterThan(20);
    }

    @Test
    void every_answer_of_milvus_may_be_lost() {
        int lost = 1;
        while (reachesCall(lost)) {
            requireEveryRowOnce("without an answer to call %d of Milvus".formatted(lost));
            lost++;
        }
        assertThat(lost).isGreaterThan(20);
    }

    /** Whether a restore made so many calls, of which the last had no answer. */
    private boolean reachesCall(int lost) {
        FakeMilvus milvus = sandbox.clusters().milvus(MilvusRows.CLUSTER);
        int before = milvus.calls().size();
        milvus.losesAnswerOfCall(before + lost);
        ready(sandbox.deliver(restore()));
        return milvus.calls().size() - before >= lost;
    }
}
