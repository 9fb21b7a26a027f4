package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to agree to.
 *
 * @param changes what to make otherwise when it is made again
 * @param expires seconds since 1970
 * @param key     of the question, so that two questions never share a token
 */
record Confirmation(
        String requester, String environment, Operation operation, boolean removesData, @Nullable JsonNode changes, long expires,
        String key) {}
