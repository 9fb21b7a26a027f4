package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.time.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The Step Functions service of the sandbox: starts executions and remembers them. Its time is the clock's. */
public final class Executions {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,80}");

    /** https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */
    private static final Duration REDRIVABLE = Duration.ofDays(14);

    private final VirtualClock clock;
    private final TaskResources resources;
    private final RandomGenerator random;
    private final Map<String, Execution> byArn = new LinkedHashMap<>();
    private final List<HistoryListener> listeners = new ArrayList<>();

    /** @param random chooses the retries' jitter; a seeded one makes runs repeatable */
    public Executions(VirtualClock clock, TaskResources resources, RandomGenerator random) {
        this.clock = clock;
        this.resources = resources;
        this.random = random;
    }

    public void listen(HistoryListener listener) {
        listeners.add(listener);
    }

    /**
     * Starts an execution; its first state is entered when the clock next runs. The same name with the same input
     * while that execution runs is the same execution.
     *
     * @throws ExecutionAlreadyExistsException if the name was used otherwise
     * @throws IllegalArgumentException if the name or the input is not acceptable, or a resource is not registered
     */
    public Execution start(StateMachine machine, String name, JsonNode input) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Invalid Name: '" + name + "' (1 to 80 letters, digits, - _ .)");
        }
        if (JsonValues.tooLarge(input)) {
            throw new IllegalArgumentException("Invalid Execution Input: it exceeds 256 KiB");
        }
        machine.resources().forEach(resources::require);
        Execution execution = new Execution(this, machine, name, input);
        Execution earlier = byArn.get(execution.arn());
        if (earlier != null) {
            if (earlier.isRunning() && earlier.input().equals(input)) {
                return earlier;
            }
            throw new ExecutionAlreadyExistsException(execution.arn());
        }
        byArn.put(execution.arn(), execution);
        execution.start();
        return execution;
    }

    /** Stops it at once; without effect when it has ended. */
    public void stop(Execution execution, String error, String cause) {
        if (execution.isRunning()) {
            execution.end(ExecutionStatus.ABORTED, HistoryEvent.Kind.EXECUTION_ABORTED, error, cause);
        }
    }

    /**
     * Begins again where it failed, with the same input there; in a Parallel only the branches that did not succeed.
     *
     * @throws ExecutionNotRedrivableException if it runs, succeeded, or ended more than 14 days ago
     */
    public void redrive(Execution execution) {
        refusalOfRedrive(execution).ifPresent(reason -> {
            throw new ExecutionNotRedrivableException(execution.arn(), reason);
        });
        execution.redrive();
    }

    /** Why it cannot be redriven; empty when it can. */
    public Optional<String> refusalOfRedrive(Execution execution) {
        if (execution.isRunning() || execution.status() == ExecutionStatus.SUCCEEDED) {
            return Optional.of("because its status is " + execution.status());
        }
        if (clock.instant().isAfter(execution.endedAt().orElseThrow().plus(REDRIVABLE))) {
            return Optional.of("because it ended more than 14 days ago");
        }
        return execution.history().size() >= Execution.MOST_EVENTS - 1
                ? Optional.of("because its history is full") : Optional.empty();
    }

    public Optional<Execution> find(String executionArn) {
        return Optional.ofNullable(byArn.get(executionArn));
    }

    /** All executions, in the order of their starts. */
    public Collection<Execution> all() {
        return Collections.unmodifiableCollection(byArn.values());
    }

    void tell(Execution execution, HistoryEvent event) {
        listeners.forEach(listener -> listener.onEvent(execution, event));
    }

    VirtualClock clock() {
        return clock;
    }

    TaskResources resources() {
        return resources;
    }

    RandomGenerator random() {
        return random;
    }
}
