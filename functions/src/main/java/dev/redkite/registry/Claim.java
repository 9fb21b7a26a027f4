package dev.redkite.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.registry.EnvironmentRecord.Phase;

/**
 * What an execution writes down when it takes an environment's lock.
 *
 * @param stale         a holder that is known to run no longer; null when there is none
 * @param inherited     the lock is the parent execution's, which must hold it already
 * @param requester     kept only by the first claim; may be null
 * @param specification null to keep what is there
 * @param plan          null to keep what is there
 * @param begins        whether the environment begins to be with it: there was none, or it had been removed
 */
public record Claim(
        String environment,
        int generation,
        Phase phase,
        String execution,
        String stale,
        boolean inherited,
        String requester,
        JsonNode specification,
        Plan plan,
        boolean begins) {}
