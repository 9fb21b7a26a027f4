package dev.redkite.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What an account may ask of its services in a time, from {@code rates.json}. */
final class RateLimits {

    private static final JsonNode TABLE = table();

    private final Map<String, TokenBucket> buckets = new HashMap<>();

    private static JsonNode table() {
        try (InputStream stream = RateLimits.class.getResourceAsStream("rates.json")) {
            return Json.read(stream, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the service answers to one request too many; empty when it serves it.
     *
     * @param now what the clock shows
     * @param at  when the request comes, then or later
     */
    Optional<AwsServiceException> findRefusal(Call call, Instant now, Instant at) {
        JsonNode service = TABLE.path(call.service());
        String kind = call.reads() ? "reads" : "writes";
        boolean own = service.path("operations").has(call.operation());
        JsonNode limit = own ? service.path("operations").path(call.operation()) : service.path(kind);
        if (limit.isMissingNode()) {
            return Optional.empty();
        }
        String name = call.service() + ":" + (own || service.path("each").asBoolean() ? call.operation() : kind);
        TokenBucket bucket = buckets.computeIfAbsent(name, _ ->
                new TokenBucket(limit.path("capacity").asDouble(), limit.path("refill").asDouble(), now));
        return bucket.take(now, at) ? Optional.empty() : Optional.of(Errors.of(
                call.service(), service.path("status").asInt(), service.path("code").asText(), service.path("message").asText()));
    }
}
