package dev.redkite.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows of one environment.
 *
 * @param execution     ARN of the execution that holds the lock
 * @param requester     who asked for it first, if that was said
 * @param specification as the user last gave it, unless the registry has lost it
 * @param plan          what was last begun to be made of it: what an update is compared with and a teardown removes
 * @param endpoints     how to reach it once it is ready
 * @param pause         what goes on costing, and until when; of a paused one alone
 * @param audit         what the last teardown's audit found
 * @param failure       what went wrong last, until it is mended
 * @param missed        the operation that did not take place last, a schedule's, or a removal or a pause that was turned away, until the
 *                      next one does
 * @param createdAt     when this life of it was begun; items written before Redkite noted that have none
 * @param updatedAt     when anything of this was noted last; likewise
 * @param kept          the backup in which what it held is kept while it is torn down, until that has come back
 * @param keptUntil     when it is forgotten; of a removed one alone, and of none that a schedule makes again
 */
public record EnvironmentRecord(
        String environment,
        int generation,
        Phase phase,
        @Nullable String execution,
        @Nullable String requester,
        @Nullable JsonNode specification,
        @Nullable Plan plan,
        @Nullable JsonNode endpoints,
        @Nullable JsonNode pause,
        @Nullable JsonNode audit,
        @Nullable Failure failure,
        @Nullable Failure missed,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String kept,
        @Nullable Instant keptUntil) {

    /** What was planned of what the user gave; empty where the registry has lost that, and the plan was read off what stands. */
    public Optional<Plan> findPlan() {
        return specification == null ? Optional.empty() : Optional.ofNullable(plan);
    }

    /** What every claim that begins an environment has written. */
    public Plan requirePlan() {
        return Objects.requireNonNull(plan, "the registry has lost the plan");
    }

    /** Whether it was ready once and nobody has begun to tear it down, so that it can be paused, and resumed. */
    public boolean pausable() {
        return endpoints != null && switch (phase) {
            case READY, FAILED, PAUSING, PAUSED, RESUMING, PROVISIONING -> true;
            case RECREATING, REMOVING, REMOVAL_FAILED, REMOVED -> false;
        };
    }

    /** As it is when the holder of its lock has ended without a word: the lock is nobody's, and what was begun is not done. */
    public EnvironmentRecord leftBehind(Failure why) {
        Phase left = switch (phase) {
            case PROVISIONING, PAUSING, RESUMING -> Phase.FAILED;
            case REMOVING -> Phase.REMOVAL_FAILED;
            case READY, PAUSED, FAILED, RECREATING, REMOVAL_FAILED, REMOVED -> phase;
        };
        return new EnvironmentRecord(environment, generation, left, null, requester, specification, plan, endpoints, pause, audit, why, missed,
                createdAt, updatedAt, kept, keptUntil);
    }

    public enum Phase {
        PROVISIONING,
        READY,
        FAILED,
        /** Its rows are being stored, and its processes ended. */
        PAUSING,
        /** All that it holds is kept, and nothing runs that need not. */
        PAUSED,
        RESUMING,
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
