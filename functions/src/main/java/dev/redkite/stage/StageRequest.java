package dev.redkite.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Identity;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a state machine hands to a stage's function.
 *
 * @param execution ARN of the execution that asks: the holder of the environment's lock
 * @param request   the request as it came in, or an empty object; only the first stage, the failure path and removals read it
 * @param plan      once Admission has made it
 * @param facts     what the stages before found, by stage name in lower camel case
 * @param operation what the execution is for; only the first stage and the failure path are told
 * @param retries   how often the state was tried before, for whatever reason; only told to who asks for it
 */
public record StageRequest(
        Action action, String execution, JsonNode request, @Nullable Plan plan, JsonNode facts, @Nullable Operation operation,
        @Nullable Integer retries) {

    public StageRequest {
        request = Objects.requireNonNullElseGet(request, Json::object);
        facts = Objects.requireNonNullElseGet(facts, Json::object);
    }

    /** By this member Step Functions itself links a child execution to its parent (https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html). */
    public static final String PARENT = "AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID";

    public enum Action {
        ensure,
        retire,
        pause
    }

    /** Whether no call of this state can have made anything yet. */
    public boolean first() {
        return retries != null && retries == 0;
    }

    /** Whether a parent execution started this one: the lock is its, and stays so. */
    public boolean ofChild() {
        return request.has(PARENT);
    }

    /** Whether a teardown leaves the schedules standing: one of them asked, and the next, and the recreate after it, have to come. */
    public boolean keepsSchedules() {
        return request.path("scheduled").asBoolean() && !request.path("final").asBoolean();
    }

    /** @throws NullPointerException before Admission has made it */
    @Override
    public Plan plan() {
        return Objects.requireNonNull(plan, "the state machine passed no plan");
    }

    /** Which cluster a failure is about, for people. */
    String cluster() {
        return plan == null ? "a cluster" : plan.names().clusterName();
    }

    public Identity identity() {
        return plan().identity();
    }

    /**
     * What an earlier stage found.
     *
     * @throws IllegalArgumentException when the machine did not pass it: a fault of the machine, not of the user
     */
    public <F> F facts(String stage, Class<F> type) {
        if (!facts.has(stage)) {
            throw new IllegalArgumentException("the state machine passed no facts of " + stage);
        }
        return Json.convert(facts.get(stage), type);
    }
}
