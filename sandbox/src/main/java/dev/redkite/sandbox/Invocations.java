package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.apigateway.HttpEvents;
import dev.redkite.sandbox.apigateway.RouteAuthorization;
import dev.redkite.sandbox.lambda.FunctionHost;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.states.TaskOutcome;
import java.time.Duration;
import java.util.Optional;

/** Calls of functions by whoever is no state machine. */
record Invocations(Stack stack, FunctionHost host) {

    /** Hands an event of API Gateway (payload 2.0) to the function of its route; time stands still meanwhile. */
    JsonNode request(JsonNode event) {
        String function = event.path("routeKey").asText().equals(SlackApp.ROUTE) ? "ChatFunction" : "ApiFunction";
        Optional<JsonNode> turnedAway = RouteAuthorization.findRefusal(stack, event);
        if (turnedAway.isPresent()) {
            return turnedAway.get();
        }
        return switch (host.invoke(stack.functions().get(function), event)) {
            case TaskOutcome.Completed(JsonNode answer, Duration _) -> answer;
            case TaskOutcome.Failed(String _, String cause, Duration _) -> HttpEvents.failed(cause);
            case TaskOutcome.Deferred _ -> throw new IllegalStateException("a function answers at once");
        };
    }

    /**
     * Invokes a function for somebody who is no state machine of the sandbox's; time stands still meanwhile.
     *
     * @param function its logical id, or its ARN as a machine's definition names it
     */
    TaskOutcome invoke(String function, JsonNode event) {
        return stack.functions().values().stream()
                .filter(each -> each.logicalId().equals(function) || each.arns().contains(function)).findFirst()
                .map(each -> host.invoke(each, event))
                .orElseThrow(() -> new IllegalArgumentException("template.yaml has no function " + function));
    }
}
