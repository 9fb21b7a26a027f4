package dev.redkite.sandbox.aws.ec2;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Requests that EC2 knows by their client token: a second one is answered as the first was and has no effect, even when
 * what the first made is gone by now; with other parameters it is refused
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html). When EC2 forgets a token is not published.
 */
final class ClientTokens {

    private record Answered(Object request, Object answer) {}

    private final Map<String, Answered> answers = new HashMap<>();

    @SuppressWarnings("unchecked")
    <T> T once(String token, Object request, Supplier<T> making) {
        if (token == null) {
            return making.get();
        }
        Answered known = answers.get(token);
        if (known != null && !known.request().equals(request)) {
            throw Refusal.of("IdempotentParameterMismatch",
                    "The request uses the same client token as a previous, but non-identical request.");
        }
        if (known == null) {
            known = new Answered(request, making.get());
            answers.put(token, known);
        }
        return (T) known.answer();
    }
}
