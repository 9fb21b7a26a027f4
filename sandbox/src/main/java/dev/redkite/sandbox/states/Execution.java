package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Deployment;
import dev.redkite.sandbox.time.VirtualClock;
import dev.redkite.stage.StageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One run of a state machine: how it stands, all that happened in it, and how it ended. */
public final class Execution {

    /** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
    public static final int MOST_EVENTS = 25_000;

    private final Executions executions;
    private final StateMachine machine;
    private final String name;
    private final JsonNode input;
    private final Object inputValue;
    private final Instant startedAt;
    private final List<HistoryEvent> history = new ArrayList<>();
    private final BranchRun run;
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private int transitions;
    private int redriveCount;
    private Instant endedAt;
    private JsonNode output;
    private String error = "";
    private String cause = "";

    Execution(Executions executions, StateMachine machine, String name, JsonNode input) {
        this.executions = executions;
        this.machine = machine;
        this.name = name;
        this.input = input;
        this.inputValue = JsonValues.toEngine(input);
        this.startedAt = executions.clock().instant();
        this.run = new BranchRun(this, machine.flow(), Variables.ofMachine(), input, this::succeed,
                (failure, reason) -> end(ExecutionStatus.FAILED, HistoryEvent.Kind.EXECUTION_FAILED, failure, reason));
    }

    void start() {
        record(HistoryEvent.Kind.EXECUTION_STARTED, "", input, 0);
        startTimeout();
        run.start();
    }

    void redrive() {
        redriveCount++;
        status = ExecutionStatus.RUNNING;
        endedAt = null;
        error = "";
        cause = "";
        record(HistoryEvent.Kind.EXECUTION_REDRIVEN, "", null, history.size());
        startTimeout();
        run.redrive();
    }

    private void startTimeout() {
        int redrive = redriveCount;
        machine.timeout().ifPresent(timeout -> clock().after(timeout, () -> {
            if (status == ExecutionStatus.RUNNING && redriveCount == redrive) {
                end(ExecutionStatus.TIMED_OUT, HistoryEvent.Kind.EXECUTION_TIMED_OUT, ErrorName.TIMEOUT,
                        "The execution did not end within " + timeout.toSeconds() + " s");
            }
        }));
    }

    private void succeed() {
        output = run.output();
        status = ExecutionStatus.SUCCEEDED;
        endedAt = now();
        append(HistoryEvent.Kind.EXECUTION_SUCCEEDED, "", output, history.size());
    }

    void end(ExecutionStatus how, HistoryEvent.Kind kind, String withError, String because) {
        status = how;
        endedAt = now();
        error = withError;
        cause = because;
        run.abort();
        append(kind, "", HistoryEvent.errorData(withError, because), history.size());
    }

    /** Takes one step of some branch; a full history ends the execution there. */
    void takeStep(Runnable step) {
        if (status != ExecutionStatus.RUNNING) {
            return;
        }
        try {
            step.run();
        } catch (HistoryExhaustedException full) {
            end(ExecutionStatus.FAILED, HistoryEvent.Kind.EXECUTION_FAILED, ErrorName.RUNTIME, full.getMessage());
        }
    }

    /**
     * The last place in the history is kept for the execution's end.
     *
     * @return the event's id
     */
    int record(HistoryEvent.Kind kind, String state, JsonNode data, int previous) {
        if (history.size() >= MOST_EVENTS - 1) {
            throw new HistoryExhaustedException();
        }
        return append(kind, state, data, previous);
    }

    private int append(HistoryEvent.Kind kind, String state, JsonNode data, int previous) {
        HistoryEvent event = new HistoryEvent(history.size() + 1, previous, now(), kind, state, data);
        history.add(event);
        executions.tell(this, event);
        return event.id();
    }

    TaskOutcome invoke(String resource, JsonNode arguments, String state, Instant entered, int retryCount) {
        return executions.resources().require(resource).invoke(arguments, new StateContext(
                machine.arn(), arn(), name, startedAt, redriveCount, state, entered, retryCount));
    }

    /** {@code $states.context}. */
    Map<String, Object> context(String state, Instant entered, int retryCount) {
        Map<String, Object> execution = new LinkedHashMap<>();
        execution.put("Id", arn());
        execution.put("Input", inputValue);
        execution.put("Name", name);
        execution.put("StartTime", startedAt.toString());
        execution.put("RedriveCount", redriveCount);
        return Map.of(
                "Execution", execution,
                "State", Map.of("Name", state, "EnteredTime", entered.toString(), "RetryCount", retryCount),
                "StateMachine", Map.of("Id", machine.arn(), "Name", machine.name()));
    }

    void countTransition() {
        transitions++;
    }

    VirtualClock clock() {
        return executions.clock();
    }

    Instant now() {
        return executions.clock().instant();
    }

    RandomGenerator random() {
        return executions.random();
    }

    /** {@code arn:<partition>:states:<region>:<account>:execution:<machine>:<name>}. */
    public String arn() {
        return Deployment.execution(machine.arn(), name);
    }

    public String name() {
        return name;
    }

    /** By the member of its input with which Step Functions links a child to its parent. */
    public boolean startedBy(Execution parent) {
        return input.path(StageRequest.PARENT).asText().equals(parent.arn());
    }

    public StateMachine machine() {
        return machine;
    }

    public JsonNode input() {
        return input;
    }

    public ExecutionStatus status() {
        return status;
    }

    public boolean isRunning() {
        return status == ExecutionStatus.RUNNING;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** When it ended; empty while it runs. */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** From its start to its end, or to now while it runs. */
    public Duration elapsed() {
        return Duration.between(startedAt, endedAt().orElseGet(this::now));
    }

    /** What it put out; empty unless it succeeded. */
    public Optional<JsonNode> output() {
        return status == ExecutionStatus.SUCCEEDED ? Optional.of(output) : Optional.empty();
    }

    /** The error's name; empty unless it failed, timed out or was stopped. */
    public String error() {
        return error;
    }

    public String cause() {
        return cause;
    }

    public int redriveCount() {
        return redriveCount;
    }

    /** As AWS bills them: one for every state entered and one for every retry. */
    public int transitions() {
        return transitions;
    }

    public List<HistoryEvent> history() {
        return Collections.unmodifiableList(history);
    }
}
