package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.aws.ForeignResources;
import dev.redkite.sandbox.helm.UnaskedRolls;
import dev.redkite.sandbox.states.Execution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A sandbox in which requests are made one after another while chosen calls go wrong, and what no fault excuses. */
public final class Experiment implements AutoCloseable {

    /** Announcements are handed on, and repeated where that failed, for this long after an execution. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(5);

    private final Sandbox sandbox;
    private final SecretWatch secrets;
    private final Injection injection;
    private final Map<String, Map<String, String>> before;

    /** @param planned makes the sandbox ready, and says which of its calls are to go wrong */
    public Experiment(SandboxSettings settings, Function<Sandbox, Injection> planned) {
        sandbox = Sandbox.open(settings);
        secrets = SecretWatch.over(sandbox);
        injection = planned.apply(sandbox);
        before = ForeignResources.seen(sandbox.world());
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    /** By kind and name, what stood before, with its tags: somebody else's. */
    public Map<String, Map<String, String>> before() {
        return before;
    }

    Calls calls() {
        return injection.calls();
    }

    /** Where something went wrong so far. */
    public Set<CallSite> fired() {
        return Set.copyOf(injection.fired());
    }

    /** Where a secret went that has no business there. */
    public List<String> leaks() {
        return secrets.leaks();
    }

    /** For people who act or look between operations, whom no fault meets. */
    public <T> T aside(Supplier<T> act) {
        return injection.aside(act);
    }

    /** As an operator does once, where Step Functions lets them; whether it did. */
    public boolean redrive(Execution execution) {
        boolean may = sandbox.executions().refusalOfRedrive(execution).isEmpty();
        if (may) {
            sandbox.executions().redrive(execution);
        }
        return may;
    }

    /** Lets time pass until what follows an execution has happened. */
    public void settle() {
        sandbox.advance(AFTERWARDS);
    }

    /** Pods that rolled unasked, and what somebody got at whom nobody let in. */
    public static List<String> offences(Sandbox sandbox, String environment) {
        return Stream.concat(
                        sandbox.clusters().all().values().stream()
                                .flatMap(cluster -> UnaskedRolls.in(cluster, sandbox.cache().renderings()).stream()),
                        sandbox.outsider().gets(environment).stream())
                .toList();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
