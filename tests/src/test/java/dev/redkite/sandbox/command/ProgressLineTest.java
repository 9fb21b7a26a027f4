package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    private Duration now = Duration.ZERO;

    private void run(ProgressLine progress) {
        for (int done = 1; done <= 5; done++) {
            now = now.plusSeconds(25);
            progress.reached(done, 5, "runs of one");
        }
        progress.end();
    }

    @Test
    void elsewhere_than_on_a_terminal_it_is_a_line_a_minute() {
        run(new ProgressLine(printed, false, () -> now));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("3 of 5 runs of one, 1m 15s\n");
    }

    @Test
    void on_a_terminal_it_is_one_line_that_is_written_anew_and_taken_back() {
        run(new ProgressLine(printed, true, () -> now));

        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\n").contains("\r\u001b[K1 of 5 runs of one, 25s\r\u001b[K2 of 5")
                .endsWith("5 of 5 runs of one, 2m 05s\r\u001b[K");
    }

    @Test
    void a_sentence_that_is_worth_keeping_stands_alone_on_its_line() {
        ProgressLine progress = new ProgressLine(printed, true, () -> now);
        progress.reached(1, 2, "runs");
        progress.report("something was found");

        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("\r\u001b[Ksomething was found" + System.lineSeparator());
    }
}
