package dev.redkite.sandbox.aws.eks;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Requests that EKS knows by their client token: a second one is answered as the first was, and has no effect, even when
 * what the first made is gone by now. EKS documents no more than "idempotency"; EC2 says that this is so of its own
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html).
 */
final class ClientTokens<T> {

    private final Map<String, T> answers = new HashMap<>();

    T once(String token, Supplier<T> request) {
        T answered = token == null ? null : answers.get(token);
        if (answered != null) {
            return answered;
        }
        T answer = request.get();
        if (token != null) {
            answers.put(token, answer);
        }
        return answer;
    }
}
