package dev.redkite.contract.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Operation;
import dev.redkite.deployment.Stages;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The machines in statemachine/, and the lists of their functions in template.yaml, are those of stages.json;
 * {@code -Dredkite.machines=renew} writes them anew.
 */
class MachineTextContractTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path TEMPLATE = HOME.resolve("template.yaml");
    private static final Map<String, FunctionDefinition> FUNCTIONS = Stack.read(TEMPLATE, "123456789012", "us-west-2").functions();

    @ParameterizedTest
    @EnumSource
    void a_machine_is_what_the_table_of_stages_says(Operation operation) throws IOException {
        is(HOME.resolve("statemachine").resolve(operation.name() + ".asl.json"), machine(operation));
    }

    @ParameterizedTest
    @EnumSource
    void the_template_lists_the_functions_of_a_machine(Operation operation) throws IOException {
        List<String> stages = Pattern.compile("\"\\$\\{(\\w+)FunctionArn}\"").matcher(machine(operation)).results()
                .map(found -> found.group(1)).toList();

        is(TEMPLATE, FunctionLists.written(Files.readString(TEMPLATE), operation, stages));
    }

    /** What makes nothing that could be taken away is a step. */
    @Test
    void a_teardown_takes_away_what_every_stage_of_a_provision_makes() {
        JsonNode machines = Stages.TABLE.path("machines");
        List<String> left = new ArrayList<>(machines.path("provision").findValuesAsText("stage"));
        left.removeAll(machines.path("teardown").findValuesAsText("stage"));

        assertThat(left).as("stages of provision in stages.json that teardown leaves out").isEmpty();
    }

    @Test
    void what_is_misspelt_is_not_left_out_in_silence() {
        JsonNode misspelt = Stages.TABLE.deepCopy();
        ((ObjectNode) misspelt.at("/machines/provision/states/5")).put("restartabel", true);

        assertThatThrownBy(() -> new MachineWriter(misspelt, "provision", MachineTextContractTest::timeout).text())
                .hasMessage("Network has a member that is not in the legend: restartabel");
    }

    @Test
    void a_branch_of_a_teardown_that_ends_in_a_stage_would_call_it_for_ever() {
        JsonNode endless = Stages.TABLE.deepCopy();
        ObjectNode parallel = (ObjectNode) endless.at("/machines/teardown/states").valueStream()
                .filter(state -> state.path("parallel").asText().equals("KafkaAndCluster")).findFirst().orElseThrow();
        parallel.withArray("branches").addArray().addObject().put("stage", "ObjectStorage").put("comment", "Ends its branch.")
                .put("paceSeconds", 5).put("ceilingMinutes", 2);

        assertThatThrownBy(() -> new MachineWriter(endless, "teardown", MachineTextContractTest::timeout).text())
                .hasMessageStartingWith("ObjectStorage would be called again for ever when it fails");
    }

    private static void is(Path file, String text) throws IOException {
        if ("renew".equals(System.getProperty("redkite.machines"))) {
            Files.writeString(file, text);
        }
        assertThat(file).as("written from stages.json: renew with -Dredkite.machines=renew").hasContent(text);
    }

    private static String machine(Operation operation) {
        return new MachineWriter(Stages.TABLE, operation.name(), MachineTextContractTest::timeout).text();
    }

    private static Duration timeout(String stage) {
        assertThat(FUNCTIONS).as("functions of template.yaml").containsKey(stage + "Function");
        return FUNCTIONS.get(stage + "Function").timeout();
    }
}
