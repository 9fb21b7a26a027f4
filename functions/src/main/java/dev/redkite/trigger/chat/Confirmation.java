package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;

/**
 * What somebody is about to agree to.
 *
 * @param changes what to make otherwise when it is made again; null for nothing
 * @param expires seconds since 1970
 * @param key     of the question, so that two questions never share a token
 */
record Confirmation(
        String requester, String environment, Operation operation, boolean removesData, JsonNode changes, long expires, String key) {}
