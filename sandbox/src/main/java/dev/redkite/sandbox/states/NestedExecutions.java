package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code states:startExecution.sync:2}: starts an execution and ends with it, its output as JSON
 * (https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html).
 */
public final class NestedExecutions implements TaskResource {

    /** What follows the partition in the ARN of the integration. */
    public static final String RESOURCE = "states:startExecution.sync:2";

    private static final Duration START = Duration.ofMillis(80);
    private static final Set<String> PARAMETERS = Set.of("StateMachineArn", "Name", "Input");

    private final Supplier<Executions> executions;
    private final Map<String, StateMachine> machines;
    private final Map<String, Consumer<TaskOutcome>> awaited = new HashMap<>();

    /** @param executions known only after the resources are */
    public NestedExecutions(Supplier<Executions> executions, Map<String, StateMachine> machines) {
        this.executions = executions;
        this.machines = machines;
    }

    @Override
    public TaskOutcome invoke(JsonNode arguments, StateContext context) {
        Set<String> unknown = arguments.propertyStream().map(Map.Entry::getKey)
                .filter(name -> !PARAMETERS.contains(name))
                .collect(Collectors.toSet());
        StateMachine machine = machines.get(arguments.path("StateMachineArn").asText());
        if (!unknown.isEmpty() || machine == null || !arguments.path("Input").isObject() || !arguments.path("Name").isTextual()) {
            return new TaskOutcome.Failed("States.Runtime", "startExecution.sync:2 does not take " + arguments, START);
        }
        try {
            Execution child = executions.get().start(machine, arguments.path("Name").asText(), arguments.path("Input"));
            return new TaskOutcome.Deferred(told -> awaited.put(child.arn(), told),
                    () -> executions.get().stop(child, "States.TaskAborted", "The parent execution was stopped"));
        } catch (ExecutionAlreadyExistsException e) {
            return new TaskOutcome.Failed("StepFunctions.ExecutionAlreadyExistsException", e.getMessage(), START);
        }
    }

    /** To be told of everything that happens; only ends of children are of interest. */
    public void happened(Execution execution, HistoryEvent event) {
        boolean ended = event.state().isEmpty() && !execution.isRunning();
        Consumer<TaskOutcome> told = ended ? awaited.remove(execution.arn()) : null;
        if (told != null) {
            told.accept(outcome(execution));
        }
    }

    private static TaskOutcome outcome(Execution child) {
        ObjectNode described = Json.object()
                .put("ExecutionArn", child.arn())
                .put("Name", child.name())
                .put("StateMachineArn", child.machine().arn())
                .put("Status", child.status().name());
        if (child.status() == ExecutionStatus.SUCCEEDED) {
            described.set("Input", child.input());
            described.set("Output", child.output().orElseThrow());
            return new TaskOutcome.Completed(described, Duration.ZERO);
        }
        described.put("Input", child.input().toString()).put("Error", child.error()).put("Cause", child.cause());
        return new TaskOutcome.Failed("States.TaskFailed", described.toString(), Duration.ZERO);
    }
}
