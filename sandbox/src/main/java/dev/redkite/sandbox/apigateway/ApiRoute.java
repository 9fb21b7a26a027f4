package dev.redkite.sandbox.apigateway;

import dev.redkite.sandbox.lambda.Stack;
import java.util.Comparator;
import java.util.List;

/**
 * A route of the template's API.
 *
 * @param key  method and path, as the template has it
 * @param asks what proves who calls: {@code AWS_IAM}, {@code JWT}, or {@code NONE} for nothing
 */
public record ApiRoute(String key, String asks) {

    /** Of a request that no route takes. */
    private static final ApiRoute NOWHERE = new ApiRoute("", "NONE");

    private static final String GREEDY = "{proxy+}";

    static List<ApiRoute> all(Stack stack) {
        return stack.resources("AWS::ApiGatewayV2::Route").values().stream()
                .map(route -> new ApiRoute(route.path("RouteKey").asText(), route.path("AuthorizationType").asText("NONE")))
                .toList();
    }

    /**
     * The most specific route takes a request: a whole path before one with a greedy variable, a method before any
     * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html).
     */
    static ApiRoute of(Stack stack, String method, String path) {
        return all(stack).stream()
                .filter(route -> route.takes(method, path))
                .min(Comparator.comparing((ApiRoute route) -> route.key.endsWith(GREEDY)).thenComparing(route -> route.key.startsWith("ANY ")))
                .orElse(NOWHERE);
    }

    private boolean takes(String method, String path) {
        String[] parts = key.split(" ", 2);
        boolean way = parts[1].endsWith(GREEDY)
                ? path.startsWith(parts[1].substring(0, parts[1].length() - GREEDY.length())) : path.equals(parts[1]);
        return way && (parts[0].equals("ANY") || parts[0].equals(method));
    }
}
