package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.sandbox.lambda.EventRule;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.Executions;
import dev.redkite.sandbox.states.StateMachine;
import java.util.HashMap;
import java.util.Map;

/** Brings requests from the bus to the machines that the template's rules name. */
final class EventDelivery {

    private final Stack stack;
    private final EventRouter routing;
    private final Executions executions;
    private final Map<String, StateMachine> machines;
    private final Map<String, Integer> deliveries = new HashMap<>();

    /** @param machines by ARN */
    EventDelivery(Stack stack, EventRouter routing, Executions executions, Map<String, StateMachine> machines) {
        this.stack = stack;
        this.routing = routing;
        this.executions = executions;
        this.machines = machines;
    }

    /**
     * What the event starts takes its first step when the clock next runs.
     *
     * @throws InvalidRequest when no rule takes the event
     */
    Execution start(JsonNode event) {
        for (EventRule rule : stack.rules()) {
            if (rule.pattern().matches(event)) {
                return start(rule.targets().getFirst(), event);
            }
        }
        throw new InvalidRequest("No rule of template.yaml takes an event of source %s, detail-type %s."
                .formatted(event.path("source").asText("(none)"), event.path("detail-type").asText("(none)")));
    }

    private Execution start(EventRule.Target target, JsonNode event) {
        if (routing.hand(target, event)) {
            throw new InvalidRequest("Redkite knows no requests of detail-type %s; this one is kept in the queue %s."
                    .formatted(event.path("detail-type").asText("(none)"), target.arn().replaceAll("^.*:", "")));
        }
        return executions.start(machines.get(target.arn()), name(event), target.input(event));
    }

    /** The event's id; a bus gives every event another, so a file that is delivered again counts up. */
    private String name(JsonNode event) {
        String id = event.path("id").asText();
        int delivery = deliveries.merge(id, 1, Integer::sum);
        return delivery == 1 ? id : id + "-" + delivery;
    }
}
