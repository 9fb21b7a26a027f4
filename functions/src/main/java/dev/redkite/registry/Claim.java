package dev.redkite.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.registry.EnvironmentRecord.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What an execution writes down when it takes an environment's lock.
 *
 * @param stale         a holder that is known to run no longer
 * @param inherited     the lock is the parent execution's, which must hold it already
 * @param requester     kept only by the first claim
 * @param specification takes the place of what is there
 * @param plan          likewise
 * @param begins        whether the environment begins to be with it: there was none, or it had been removed
 * @param kept          the backup in which what it holds is kept while it is torn down, until that has come back
 */
public record Claim(
        String environment,
        int generation,
        Phase phase,
        String execution,
        @Nullable String stale,
        boolean inherited,
        @Nullable String requester,
        @Nullable JsonNode specification,
        @Nullable Plan plan,
        boolean begins,
        @Nullable String kept) {

    /** The same, of what is torn down and is to come back. */
    public Claim keeping(@Nullable String backup) {
        return new Claim(environment, generation, phase, execution, stale, inherited, requester, specification, plan, begins, backup);
    }
}
