package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import dev.redkite.sandbox.states.Execution;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What refuses to be taken away: people are told what, in whose words, and what to do; and when they do that, it goes. */
class TeardownMisbehaviourScenarioTest {

    private static final FailuresPage PAGE = FailuresPage.ofTeardowns();

    @AfterAll
    static void the_page_of_failures_of_teardowns_is_current() {
        assertThat(PAGE.compared(all().map(TeardownMisbehaviour::title).toList()).stream().distinct().toList())
                .as("docs/failures-of-teardowns.md as it is and as it should be; renew with -Dredkite.golden=renew").hasSizeLessThan(2);
    }

    static Stream<TeardownMisbehaviour> all() {
        return TeardownMisbehaviours.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_is_said_to_come_next_is_done_letter_by_letter_and_nothing_is_left(TeardownMisbehaviour misbehaviour) {
        ObjectNode event = Events.read(misbehaviour.event());
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            Set<String> before = new TreeSet<>(sandbox.world().inventory().keySet());
            assertThat(sandbox.deliver(event).phase()).isEqualTo("READY");
            misbehaviour.begin().accept(sandbox);

            Execution execution = sandbox.start(misbehaviour.request());
            Outcome failed = sandbox.run(execution);

            PAGE.add(misbehaviour.title(), failed);
            assertThat(failed.phase()).as(failed.message()).isEqualTo("FAILED");
            assertThat(failed.message()).contains(misbehaviour.said());
            assertThat(failed.elapsed()).isLessThanOrEqualTo(misbehaviour.atMost());
            assertTold(sandbox, failed);
            misbehaviour.follow().accept(sandbox, failed.message());
            assertRemoved(again(sandbox, execution, failed), sandbox, before, misbehaviour.keeps());
        }
    }

    private static void assertTold(Sandbox sandbox, Outcome failed) {
        boolean refused = failed.error().equals("InvalidRequest");
        Event told = Happened.endings(sandbox).getLast();
        assertThat(told.detailType()).isEqualTo(refused ? "Environment Rejected" : "Environment Failed");
        assertThat(told.detail().path("message").asText()).isEqualTo(failed.message());
        EnvironmentRecord record = Happened.record(sandbox, "demo");
        assertThat(record.execution()).as("lock").isNull();
        assertThat(record.phase()).isEqualTo(refused ? Phase.READY : Phase.REMOVAL_FAILED);
        assertThat((refused ? record.missed() : record.failure()).message()).isEqualTo(failed.message());
    }

    /** Its last words: either the execution goes on, or the request is made anew. */
    private static Outcome again(Sandbox sandbox, Execution execution, Outcome failed) {
        if (failed.message().contains("send this request again")) {
            return sandbox.deliver(Events.again(Events.teardown("demo"), 1));
        }
        assertThat(failed.message()).contains("redrive the execution");
        sandbox.executions().redrive(execution);
        return sandbox.run(execution);
    }

    /** What others added on the way is theirs, and what is kept lies in the bucket. */
    private static void assertRemoved(Outcome removed, Sandbox sandbox, Set<String> before, boolean keeps) {
        assertThat(removed.phase()).as(removed.message()).isEqualTo("REMOVED");
        Set<String> left = new TreeSet<>(sandbox.world().inventory().keySet());
        left.removeAll(before);
        left.removeIf(thing -> keeps && thing.startsWith("s3:"));
        assertThat(left).noneMatch(thing -> List.of("ec2:security-group", "ec2:network-interface").stream().noneMatch(thing::startsWith));
    }
}
