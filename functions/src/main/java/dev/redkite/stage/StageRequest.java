package dev.redkite.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;

/**
 * What a state machine hands to a stage's function.
 *
 * @param execution ARN of the execution that asks: the holder of the environment's lock
 * @param request   the request as it came in; only the first stage and the failure path read it
 * @param plan      null only before Admission has made it
 * @param facts     what the stages before found, by stage name in lower camel case
 */
public record StageRequest(Action action, String execution, JsonNode request, Plan plan, JsonNode facts) {

    public enum Action {
        ensure,
        retire
    }

    /**
     * What an earlier stage found.
     *
     * @throws IllegalArgumentException when the machine did not pass it: a fault of the machine, not of the user
     */
    public <F> F facts(String stage, Class<F> type) {
        if (facts == null || !facts.has(stage)) {
            throw new IllegalArgumentException("the state machine passed no facts of " + stage);
        }
        return Json.convert(facts.get(stage), type);
    }
}
