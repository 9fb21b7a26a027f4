package dev.redkite.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.lambda.Stack;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * API Gateway of the sandbox: an HTTP request as a function gets it, in payload format 2.0
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 */
public record HttpEvents(Stack stack) {

    /**
     * @param headers by name, several values of one joined by commas
     * @param body    null when there is none
     */
    public record Request(String method, String path, String query, Map<String, String> headers, String body) {}

    /** @param caller ARN of the IAM principal that signed */
    public ObjectNode of(Request request, String account, String caller, String requestId, Instant time) {
        ApiRoute route = ApiRoute.of(stack, request.method(), request.path());
        ObjectNode event = Json.object()
                .put("version", "2.0")
                .put("routeKey", route.key())
                .put("rawPath", request.path())
                .put("rawQueryString", request.query())
                .put("isBase64Encoded", false);
        ObjectNode headers = event.putObject("headers");
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        if (!request.query().isEmpty()) {
            query(event.putObject("queryStringParameters"), request.query());
        }
        if (request.body() != null) {
            event.put("body", request.body());
        }
        context(event.putObject("requestContext"), route, request, account, caller)
                .put("requestId", requestId)
                .put("timeEpoch", time.toEpochMilli());
        return event;
    }

    private static ObjectNode context(ObjectNode context, ApiRoute route, Request request, String account, String caller) {
        context.put("accountId", account)
                .put("apiId", "sandbox")
                .put("domainName", "sandbox.execute-api.amazonaws.com")
                .put("routeKey", route.key())
                .put("stage", "$default");
        context.putObject("http")
                .put("method", request.method())
                .put("path", request.path())
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "127.0.0.1")
                .put("userAgent", request.headers().getOrDefault("user-agent", ""));
        if (route.asks().equals("AWS_IAM")) {
            context.putObject("authorizer").putObject("iam").put("accountId", account).put("userArn", caller);
        }
        return context;
    }

    private static void query(ObjectNode parameters, String query) {
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            String value = parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            parameters.put(name, parameters.has(name) ? parameters.get(name).asText() + "," + value : value);
        }
    }

    /** Whether a file's event is one of API Gateway's. */
    public static boolean isRequest(JsonNode event) {
        return event.path("requestContext").has("http");
    }

    /** What API Gateway answers when the function threw; why, is said in the sandbox alone. */
    public static JsonNode failed(String cause) {
        ObjectNode answer = Json.object().put("statusCode", 500).put("body", "{\"message\":\"Internal Server Error\"}");
        answer.putObject("headers").put("content-type", "application/json").put("x-sandbox-cause", cause);
        return answer;
    }
}
