package dev.redkite.sandbox.soak;

import dev.redkite.sandbox.SandboxCache;
import dev.redkite.sandbox.fault.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Many scenarios, each drawn by a seed of its own, so that one that fails can be repeated alone. */
public final class Soak {

    /** @param executions of state machines, over all runs */
    public record Report(int runs, int faults, int executions, List<Failure> failures) {}

    /**
     * A scenario that ended wrong.
     *
     * @param seed  of this scenario alone
     * @param trace one line for each event
     */
    public record Failure(long seed, String scenario, List<String> faults, List<String> violations, List<String> trace) {}

    private Soak() {}

    /** The seeds are {@code first}, {@code first + 1}, … */
    public static Report run(int runs, long first, ExecutorService threads, Progress progress)
            throws InterruptedException {
        List<Future<RandomScenarioRun.Result>> running = new ArrayList<>();
        SandboxCache cache = new SandboxCache();
        for (int i = 0; i < runs; i++) {
            long seed = first + i;
            running.add(threads.submit(() -> RandomScenarioRun.of(seed, cache)));
        }
        int faults = 0;
        int executions = 0;
        List<Failure> failures = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            try {
                RandomScenarioRun.Result result = running.set(i, null).get();
                faults += result.faults().size();
                executions += result.executions();
                if (!result.violations().isEmpty()) {
                    failures.add(failure(result));
                }
            } catch (ExecutionException e) {
                failures.add(thrown(first + i, e.getCause()));
            }
            progress.reached(i + 1, runs, "runs with %d faults and %d failures".formatted(faults, failures.size()));
        }
        return new Report(runs, faults, executions, failures);
    }

    /** A scenario that broke the sandbox itself is reported by its seed like the others, and ends none of them. */
    private static Failure thrown(long seed, Throwable cause) {
        return new Failure(seed, "not lived to its end", List.of(), List.of("the sandbox itself broke: " + cause), List.of());
    }

    private static Failure failure(RandomScenarioRun.Result result) {
        return new Failure(result.seed(), "%s: %s".formatted(result.scenario().specification(), result.scenario().requests()),
                result.faults().stream().map(Object::toString).toList(), result.violations(), result.trace());
    }
}
