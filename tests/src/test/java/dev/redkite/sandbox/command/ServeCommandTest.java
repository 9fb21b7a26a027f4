package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ServeCommandTest {

    @Test
    void a_sandbox_in_which_time_stands_still_ends_the_command_with_the_reason() throws Exception {
        PrintStream standardErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        ServeCommand serve = CommandLine.populateCommand(new ServeCommand(), "--port", "0", "--pace", "3600");
        System.setErr(printed);
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()))) {
            sandbox.world().clock().after(Duration.ofMinutes(1), () -> {
                throw new IllegalStateException("planted");
            });

            assertThat(serve.serve(sandbox, new Terminal(printed, false, 140))).isEqualTo(Redkite.BROKEN);
        } finally {
            System.setErr(standardErr);
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("The sandbox broke, and stands still", "the sandbox itself broke", "planted");
    }
}
