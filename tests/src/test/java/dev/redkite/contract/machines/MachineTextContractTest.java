package dev.redkite.contract.machines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.deployment.Operation;
import dev.redkite.deployment.Stages;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The machines in statemachine/ are those of stages.json; {@code -Dredkite.machines=renew} writes them anew. */
class MachineTextContractTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @ParameterizedTest
    @EnumSource
    void a_machine_is_what_the_table_of_stages_says(Operation operation) throws IOException {
        Map<String, FunctionDefinition> functions =
                Stack.read(HOME.resolve("template.yaml"), "123456789012", "us-west-2").functions();
        String text = new MachineWriter(Stages.TABLE, operation.name(), stage -> functions.get(stage + "Function").timeout())
                .text();
        Path file = HOME.resolve("statemachine").resolve(operation.name() + ".asl.json");

        if ("renew".equals(System.getProperty("redkite.machines"))) {
            Files.writeString(file, text);
        }
        assertThat(file).as("written from stages.json: renew with -Dredkite.machines=renew").hasContent(text);
    }
}
