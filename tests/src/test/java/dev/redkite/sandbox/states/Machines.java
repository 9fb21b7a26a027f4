package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Small machines whose tasks answer from a script; a task without one answers with its arguments after a second. */
final class Machines {

    static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
    static final String ARN = "arn:aws:states:us-west-2:123456789012:stateMachine:small";

    final VirtualClock clock = new VirtualClock(START);
    final List<JsonNode> arguments = new ArrayList<>();
    final List<StateContext> contexts = new ArrayList<>();
    final Executions executions;
    private final Map<String, Deque<TaskOutcome>> scripts = new HashMap<>();

    Machines() {
        TaskResources resources = new TaskResources();
        for (String name : List.of("a", "b", "c")) {
            resources.register("arn:aws:lambda:us-west-2:123456789012:function:" + name, (given, context) -> {
                arguments.add(given);
                contexts.add(context);
                Deque<TaskOutcome> script = scripts.getOrDefault(name, new ArrayDeque<>());
                return script.isEmpty() ? new TaskOutcome.Completed(given, Duration.ofSeconds(1)) : script.poll();
            });
        }
        executions = new Executions(clock, resources, new Random(7));
    }

    static TaskOutcome completed(String json, int seconds) {
        return new TaskOutcome.Completed(Json.parse(json.replace('\'', '"')), Duration.ofSeconds(seconds));
    }

    static TaskOutcome failed(String error) {
        return new TaskOutcome.Failed(error, "because", Duration.ofSeconds(1));
    }

    Machines script(String task, TaskOutcome... outcomes) {
        scripts.computeIfAbsent(task, _ -> new ArrayDeque<>()).addAll(List.of(outcomes));
        return this;
    }

    /** Of the states' JSON, with single quotes for double ones. */
    static StateMachine machine(String startAt, String states) {
        return load("{'QueryLanguage': 'JSONata', 'StartAt': '%s', 'States': {%s}}".formatted(startAt, states));
    }

    static StateMachine load(String definition) {
        return StateMachine.load(ARN, definition.replace('\'', '"'), Map.of());
    }

    static String task(String name, String more) {
        return "'%s': {'Type': 'Task', 'Resource': 'arn:aws:lambda:us-west-2:123456789012:function:%s', %s}"
                .formatted(name.toUpperCase(Locale.ROOT), name, more);
    }

    Execution run(StateMachine machine, String input) {
        Execution execution = executions.start(machine, "one", Json.parse(input.replace('\'', '"')));
        finish(execution);
        return execution;
    }

    void finish(Execution execution) {
        while (execution.isRunning()) {
            if (!clock.runNext()) {
                throw new AssertionError("nothing is left to happen, and the execution runs: " + execution.history());
            }
        }
    }

    static List<HistoryEvent.Kind> kinds(Execution execution) {
        return execution.history().stream().map(HistoryEvent::kind).toList();
    }
}
