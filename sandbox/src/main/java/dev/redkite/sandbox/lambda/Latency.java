package dev.redkite.sandbox.lambda;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an invocation's calls to the outside have taken so far; whoever makes a call on a fake adds to it. Calls that were
 * begun beside each other take as long as the longest of them.
 */
public final class Latency {

    private Duration total = Duration.ZERO;
    private Duration longestBeside = Duration.ZERO;
    private boolean running;

    public synchronized void add(Duration duration) {
        total = total.plus(duration);
    }

    /** Makes the call now; its time passes when the first answer is asked for, and that of the others meanwhile. */
    public synchronized <T> Supplier<T> beside(Supplier<T> call) {
        Duration before = total;
        T answer = call.get();
        Duration taken = total.minus(before);
        total = before;
        longestBeside = taken.compareTo(longestBeside) > 0 ? taken : longestBeside;
        return () -> {
            pass();
            return answer;
        };
    }

    private synchronized void pass() {
        total = total.plus(longestBeside);
        longestBeside = Duration.ZERO;
    }

    synchronized Duration total() {
        return total.plus(longestBeside);
    }

    /** Of the invocation that runs, so far; empty when none does. */
    public synchronized Optional<Duration> findTaken() {
        return running ? Optional.of(total()) : Optional.empty();
    }

    synchronized void begin() {
        running = true;
        total = Duration.ZERO;
        longestBeside = Duration.ZERO;
    }

    synchronized void end() {
        running = false;
    }
}
