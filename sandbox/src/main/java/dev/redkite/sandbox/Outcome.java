package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.PlannedChange;
import java.time.Duration;
import java.util.List;

/**
 * How an execution ended, and its figures; those of its child executions are among them.
 *
 * @param operation    the machine: provision, teardown, recreate, pause, resume, backup or restore
 * @param phase        READY, PAUSED, REMOVED, FAILED or INVALID
 * @param output       the execution's output; empty when it failed
 * @param error        name of the error, without its package; empty when there is none
 * @param message      what to tell people; empty when there is no error
 * @param elapsed      virtual time
 * @param criticalPath the longest chain of service times that any order would need; zero for what did not end well, for a second
 *                     attempt, and for an update that no service has to work for
 * @param transitions  as Step Functions bills them
 * @param calls        requests to AWS
 * @param changes      what an update has made different; null when it was none, or did not get that far
 */
public record Outcome(
        Operation operation,
        String environment,
        String phase,
        int generation,
        JsonNode output,
        String error,
        String message,
        Duration elapsed,
        Duration criticalPath,
        int transitions,
        int invocations,
        int calls,
        List<PlannedChange> changes) {

    /** Whose execution it is, by its input; "(none)" when the input does not say. */
    public static String environment(JsonNode input) {
        return input.path("environment").asText(input.path("specification").path("name").asText("(none)"));
    }

    public boolean ready() {
        return phase.equals("READY");
    }

    /** Nothing of the environment runs that need not, and all that it holds is kept. */
    public boolean paused() {
        return phase.equals("PAUSED");
    }

    /** Nothing of the environment is left. */
    public boolean removed() {
        return phase.equals("REMOVED");
    }

    public boolean failed() {
        return phase.equals("FAILED");
    }

    /** The request itself was refused, so nothing was made. */
    public boolean invalid() {
        return phase.equals("INVALID");
    }

    /** Elapsed time against the critical path, to two decimals; 0 when there is no critical path. */
    public double ratio() {
        return criticalPath.isZero() ? 0 : Math.round(100.0 * elapsed.toMillis() / criticalPath.toMillis()) / 100.0;
    }
}
