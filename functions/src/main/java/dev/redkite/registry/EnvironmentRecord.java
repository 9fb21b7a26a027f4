package dev.redkite.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import java.time.Instant;
import java.util.Optional;

/**
 * What the registry knows of one environment.
 *
 * @param execution     ARN of the execution that holds the lock; null when nobody does
 * @param requester     who asked for it first; null when the door did not say
 * @param specification as the user last gave it; null where the registry has lost it
 * @param plan          what was last begun to be made of it: what an update is compared with and a teardown removes
 * @param endpoints     how to reach it; null while it is not ready
 * @param audit         what the last teardown's audit found; null when there was none
 * @param failure       what went wrong last; null when nothing did, or since it was mended
 * @param missed        the operation that did not take place last, a schedule's or a removal that was turned away; null since the
 *                      next one did
 * @param createdAt     when this life of it was begun; null where the registry is older than that it was noted
 * @param updatedAt     when anything of this was noted last; null likewise
 */
public record EnvironmentRecord(
        String environment,
        int generation,
        Phase phase,
        String execution,
        String requester,
        JsonNode specification,
        Plan plan,
        JsonNode endpoints,
        JsonNode audit,
        Failure failure,
        Failure missed,
        Instant createdAt,
        Instant updatedAt) {

    /** What was planned of what the user gave; empty where the registry has lost that, and the plan was read off what stands. */
    public Optional<Plan> findPlan() {
        return specification == null ? Optional.empty() : Optional.ofNullable(plan);
    }

    /** As it is when the holder of its lock has ended without a word: the lock is nobody's, and what was begun is not done. */
    public EnvironmentRecord leftBehind(Failure why) {
        Phase left = switch (phase) {
            case PROVISIONING -> Phase.FAILED;
            case REMOVING -> Phase.REMOVAL_FAILED;
            case READY, FAILED, RECREATING, REMOVAL_FAILED, REMOVED -> phase;
        };
        return new EnvironmentRecord(environment, generation, left, null, requester, specification, plan, endpoints, audit, why, missed,
                createdAt, updatedAt);
    }

    public enum Phase {
        PROVISIONING,
        READY,
        FAILED,
        RECREATING,
        REMOVING,
        /** A teardown failed half-way: only another one, or a recreate, leads on. */
        REMOVAL_FAILED,
        REMOVED;

        /** Whether a teardown has begun and not ended, so that nobody can say what still stands. */
        public boolean halfRemoved() {
            return this == REMOVING || this == REMOVAL_FAILED;
        }
    }

    /** @param redrives how often the execution had been redriven when it failed */
    public record Failure(Operation operation, String execution, int redrives, String error, String message) {}
}
