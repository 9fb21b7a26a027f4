package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.contract.JudgedBy;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.lambda.EventRule;
import dev.redkite.sandbox.lambda.Invocation;
import dev.redkite.sandbox.states.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Requests put on the bus of the deployed stack: somebody else's rules start the machines, somebody else's interpreter runs
 * them, with the sandbox's handlers behind the deployed functions, and every function is called with the same, as often and in
 * the same order, and the execution comes to the same as under ours.
 */
@JudgedBy(value = DeployedStack.JUDGE, variable = DeployedStack.VARIABLE)
class DeployedMachinesContractTest {

    /** How often an execution is looked at, every tenth of a second, before it counts as stuck. */
    private static final int LOOKS = 3_000;

    private final DeployedStack stack = DeployedStack.open();
    private final SfnClient states = stack.judge().client(SfnClient.class);

    @ParameterizedTest
    @ValueSource(strings = {"invalid-broker-count", "02-reference 12-recreate 11-teardown-remove-data"})
    void a_request_on_the_bus_comes_to_the_same(String events) throws IOException {
        List<JsonNode> requests = new ArrayList<>();
        for (String event : events.split(" ")) {
            requests.add(Json.parse(Files.readString(DeployedStack.HOME.resolve("events").resolve(event + ".json"))));
        }
        List<DescribeExecutionResponse> theirs = new ArrayList<>();
        List<Course> judged = new ArrayList<>();
        List<Invocation> calls = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(requests.getFirst()));
                FunctionsEndpoint _ = FunctionsEndpoint.open(stack.judge().functions(), sandbox, stack::inOurNames)) {
            listen(sandbox, calls);
            for (JsonNode request : requests) {
                theirs.add(delivered(request));
                judged.add(Course.of(theirs.getLast(), calls));
                calls.clear();
            }
        }
        List<Course> expected = ours(requests, theirs);
        assertThat(judged).hasSameSizeAs(expected).allSatisfy(course -> assertThat(course.lines()).hasSizeGreaterThan(3));
        for (int i = 0; i < judged.size(); i++) {
            assertThat(judged.get(i).differenceTo(expected.get(i))).as("request %d", i).isEmpty();
        }
    }

    /** Under the names that the bus gave: the names of nested executions are made of them. */
    private static List<Course> ours(List<JsonNode> requests, List<DescribeExecutionResponse> theirs) {
        List<Course> courses = new ArrayList<>();
        List<Invocation> calls = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(requests.getFirst()))) {
            listen(sandbox, calls);
            for (int i = 0; i < requests.size(); i++) {
                JsonNode request = requests.get(i);
                EventRule rule = sandbox.stack().rules().stream()
                        .filter(each -> each.pattern().matches(request)).findFirst().orElseThrow();
                EventRule.Target target = rule.targets().getFirst();
                Execution execution = sandbox.executions()
                        .start(sandbox.requireMachine(target.arn()), theirs.get(i).name(), target.input(request));
                sandbox.run(execution);
                courses.add(Course.of(execution, calls));
                calls.clear();
            }
        }
        return courses;
    }

    /** To what the machines call; notifiers are called by the sandbox's own bus, whenever its clock comes to it. */
    private static void listen(Sandbox sandbox, List<Invocation> calls) {
        Set<String> stages = new HashSet<>(sandbox.stages());
        stages.add("Failure");
        sandbox.functions().listen(call -> {
            if (stages.contains(call.function().replaceAll("Function$", ""))) {
                calls.add(call);
            }
        });
    }

    private DescribeExecutionResponse delivered(JsonNode request) {
        Set<String> before = new HashSet<>(executions());
        assertThat(stack.judge().client(EventBridgeClient.class).putEvents(put -> put.entries(entry -> entry
                .eventBusName(stack.require("EventBus", "bus"))
                .source(request.path("source").asText())
                .detailType(request.path("detail-type").asText())
                .detail(request.path("detail").toString()))).failedEntryCount()).isZero();
        for (int look = 0; look < LOOKS; look++) {
            List<String> started = executions().stream().filter(execution -> !before.contains(execution)).toList();
            if (!started.isEmpty()) {
                DescribeExecutionResponse execution = states.describeExecution(describe -> describe.executionArn(started.getFirst()));
                if (execution.status() != ExecutionStatus.RUNNING) {
                    return execution;
                }
            }
            pause();
        }
        throw new AssertionError(request + " starts nothing, or what it starts does not end");
    }

    /** Those that the bus started, and not those that they start themselves. */
    private List<String> executions() {
        return stack.template().machines().keySet().stream()
                .map(machine -> stack.require(machine, "state machine"))
                .flatMap(machine -> states.listExecutions(list -> list.stateMachineArn(machine)).executions().stream())
                .filter(execution -> !execution.name().matches("(teardown|provision)-[0-9a-f]{64}"))
                .map(ExecutionListItem::executionArn).toList();
    }

    private static void pause() {
        LockSupport.parkNanos(100_000_000);
    }
}
