package dev.redkite.sandbox.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Requests that a service knows by their client token: a second one is answered as the first was, and has no effect, even
 * when what the first made is gone by now (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html; EKS
 * documents no more than "idempotency"). When a token is forgotten is not published.
 */
public final class ClientTokens<T> {

    private final Map<String, T> answers = new HashMap<>();

    /** @param token null when the request has none */
    public T once(String token, Supplier<T> request) {
        return token == null ? request.get() : answers.computeIfAbsent(token, _ -> request.get());
    }
}
