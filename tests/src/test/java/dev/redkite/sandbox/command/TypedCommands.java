package dev.redkite.sandbox.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where a test types its commands, and reads what each stream of the process was told meanwhile. */
final class TypedCommands implements BeforeEachCallback, AfterEachCallback {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream standardOut = System.out;
    private final PrintStream standardErr = System.err;

    @Override
    public void beforeEach(ExtensionContext context) {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.setOut(standardOut);
        System.setErr(standardErr);
    }

    /** @return the exit code */
    static int redkite(String... arguments) {
        return Redkite.commandLine().execute(arguments);
    }

    String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was printed until now is not of interest. */
    void clear() {
        out.reset();
        err.reset();
    }

    String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
