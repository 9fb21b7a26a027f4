package dev.redkite.sandbox.command;

import dev.redkite.sandbox.fault.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

/** How far a search has come: on a terminal one line, written anew each time; elsewhere a line a minute. */
final class ProgressLine implements Progress {

    private static final Duration APART = Duration.ofMinutes(1);
    private static final String TAKE_BACK = "\r\u001b[K";

    private final PrintStream out;
    private final boolean interactive;
    private final Supplier<Duration> elapsed;
    private Duration last = Duration.ZERO;
    private boolean written;

    /** @param elapsed real time since the search began */
    ProgressLine(PrintStream out, boolean interactive, Supplier<Duration> elapsed) {
        this.out = out;
        this.interactive = interactive;
        this.elapsed = elapsed;
    }

    @Override
    public void report(String sentence) {
        end();
        out.println(sentence);
    }

    @Override
    public void reached(int done, int total, String what) {
        Duration now = elapsed.get();
        String line = "%d of %d %s, %s".formatted(done, total, what, Elapsed.of(now));
        if (interactive) {
            out.print(TAKE_BACK + line);
            out.flush();
            written = true;
        } else if (now.minus(last).compareTo(APART) >= 0) {
            last = now;
            out.println(line);
        }
    }

    /** Takes the line back; what is written next begins where it stood. */
    void end() {
        if (written) {
            out.print(TAKE_BACK);
            out.flush();
            written = false;
        }
    }
}
