package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.contract.Judged;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.lambda.MachineDefinition;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.states.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Our machines under somebody else's Step Functions interpreter, with the sandbox's handlers behind it: the same states
 * in the same order in every branch, the same failures of every state, the same output.
 */
class MachinesContractTest {

    private static final Path HOME = Path.of("..");

    /** How often an execution is looked at before it counts as stuck; each look is a request to the judge. */
    private static final int LOOKS = 200_000;

    @ParameterizedTest
    @ValueSource(strings = {"01-minimal", "02-reference 13-update-nodes 11-teardown-remove-data", "invalid-broker-count"})
    void machines_take_the_same_way_under_an_interpreter_of_somebody_elses(String events) throws IOException {
        Optional<Judge> judge = Judge.find().filter(found -> found.functions() != null);
        Judged judged = Judge.judged(MachinesContractTest.class);
        if (judge.isEmpty()) {
            judged.notJudged("machines run " + events, Judge.NOBODY);
        }
        assumeTrue(judge.isPresent(), "not judged: no Step Functions interpreter of somebody else's runs here");

        List<JsonNode> requests = new ArrayList<>();
        for (String event : events.split(" ")) {
            requests.add(Json.parse(Files.readString(HOME.resolve("events").resolve(event + ".json"))));
        }
        List<Execution> ours = new ArrayList<>();
        List<Journey> expected = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(requests.getFirst()))) {
            for (JsonNode request : requests) {
                Execution execution = sandbox.start(request);
                sandbox.run(execution);
                ours.add(execution);
                expected.add(Journey.of(sandbox.world().sfn(), execution.arn(), definition(execution)));
            }
        }
        assertThat(expected).allSatisfy(journey -> assertThat(journey.entered().get("")).startsWith("Admission"));
        assertThat(underJudge(judge.get(), requests.getFirst(), ours)).isEqualTo(expected);
        judged.agreed("machines run " + events);
    }

    private static List<Journey> underJudge(Judge judge, JsonNode first, List<Execution> executions) throws IOException {
        List<Journey> journeys = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(first));
                FunctionsEndpoint _ = FunctionsEndpoint.open(judge.functions(), sandbox);
                SfnClient states = judge.client(SfnClient.class)) {
            for (Execution execution : executions) {
                JsonNode definition = definition(execution);
                String machine = states.createStateMachine(request -> request
                        .name(execution.machine().name())
                        .definition(definition.toString())
                        .roleArn("arn:aws:iam::123456789012:role/states")).stateMachineArn();
                String started = states.startExecution(request -> request
                        .stateMachineArn(machine)
                        .name(execution.name())
                        .input(execution.input().toString())).executionArn();
                finish(states, started);
                journeys.add(Journey.of(states, started, definition));
                states.deleteStateMachine(request -> request.stateMachineArn(machine));
            }
        }
        return journeys;
    }

    private static void finish(SfnClient states, String execution) {
        for (int look = 0; look < LOOKS; look++) {
            if (states.describeExecution(request -> request.executionArn(execution)).status() != ExecutionStatus.RUNNING) {
                return;
            }
        }
        throw new AssertionError(execution + " does not end under the judge's interpreter");
    }

    /** As CloudFormation hands it over: the template's substitutions made. */
    private static JsonNode definition(Execution execution) {
        String account = execution.machine().arn().split(":")[4];
        MachineDefinition machine = Stack.read(HOME.resolve("template.yaml"), account, Judge.REGION.id()).machines().values()
                .stream().filter(each -> each.arn().equals(execution.machine().arn())).findFirst().orElseThrow();
        String[] text = {machine.text()};
        machine.substitutions().forEach((name, value) -> text[0] = text[0].replace("${" + name + "}", value));
        return Json.parse(text[0]);
    }
}
