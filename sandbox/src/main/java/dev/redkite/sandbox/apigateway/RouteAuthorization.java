package dev.redkite.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.lambda.Stack;
import java.util.Optional;

/**
 * Whom API Gateway turns away before a function hears of it, by the template's routes
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html).
 */
public final class RouteAuthorization {

    private RouteAuthorization() {}

    /** @param event as its function would get it: what proved who calls stands in its request context */
    public static Optional<JsonNode> findRefusal(Stack stack, JsonNode event) {
        String key = event.path("routeKey").asText();
        Optional<ApiRoute> taken = ApiRoute.all(stack).stream().filter(route -> route.key().equals(key)).findFirst();
        if (taken.isEmpty()) {
            return Optional.of(answer(404, "Not Found"));
        }
        JsonNode proof = event.path("requestContext").path("authorizer");
        return switch (taken.get().asks()) {
            case "AWS_IAM" -> proof.has("iam") ? Optional.empty() : Optional.of(answer(403, "Forbidden"));
            case "JWT" -> proof.has("jwt") ? Optional.empty() : Optional.of(answer(401, "Unauthorized"));
            default -> Optional.empty();
        };
    }

    private static ObjectNode answer(int status, String message) {
        ObjectNode answer = Json.object().put("statusCode", status).put("body", "{\"message\":\"%s\"}".formatted(message));
        answer.putObject("headers").put("content-type", "application/json");
        return answer;
    }
}
