package dev.redkite.trigger.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import io.micronaut.http.HttpRequest;
import io.micronaut.servlet.http.ServletHttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who asks, as API Gateway found out, and under which key.
 *
 * @param name           ARN of the IAM principal, or the token's subject
 * @param idempotencyKey the caller's own; without one, API Gateway's id of this request
 * @param keyed          whether it is the caller's own
 * @param method         such as PUT
 */
record Caller(String name, String idempotencyKey, boolean keyed, String method) {

    static final String KEY = "Idempotency-Key";

    private static final Pattern KEY_FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /** @throws ProblemException when the key is malformed */
    static Caller of(HttpRequest<?> request) {
        RequestContext context = event(request).getRequestContext();
        Optional<String> key = Optional.ofNullable(request.getHeaders().get(KEY));
        if (key.filter(given -> !KEY_FORM.matcher(given).matches()).isPresent()) {
            throw Problem.malformed("The header %s has 1 to 255 visible ASCII characters.".formatted(KEY));
        }
        return new Caller(name(context.getAuthorizer()), key.orElseGet(context::getRequestId), key.isPresent(),
                request.getMethodName());
    }

    static APIGatewayV2HTTPEvent event(HttpRequest<?> request) {
        if (request instanceof ServletHttpRequest<?, ?> servlet
                && servlet.getNativeRequest() instanceof APIGatewayV2HTTPEvent event) {
            return event;
        }
        throw new IllegalStateException("a request that did not come through API Gateway: " + request);
    }

    private static String name(Authorizer authorizer) {
        if (authorizer == null) {
            return "anonymous";
        }
        if (authorizer.getIam() != null) {
            return authorizer.getIam().getUserArn();
        }
        return authorizer.getJwt() == null ? "anonymous" : authorizer.getJwt().getClaims().getOrDefault("sub", "anonymous");
    }
}
