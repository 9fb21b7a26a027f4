package dev.redkite.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.stage.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * API Gateway of the sandbox: an HTTP request as a function gets it, in payload format 2.0
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 */
public final class HttpEvents {

    /** What the template's routes let anybody read, so that nobody is named. */
    public static final Set<String> OPEN = Set.of("GET /", "GET /openapi.yaml", "GET /openapi.json");

    private HttpEvents() {}

    /**
     * @param headers by name, several values of one joined by commas
     * @param body    null when there is none
     */
    public record Request(String method, String path, String query, Map<String, String> headers, String body) {}

    /** @param caller ARN of the IAM principal that signed */
    public static ObjectNode of(Request request, String account, String caller, String requestId, Instant time) {
        ObjectNode event = Json.object()
                .put("version", "2.0")
                .put("routeKey", routeKey(request))
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
        context(event.putObject("requestContext"), request, account, caller)
                .put("requestId", requestId)
                .put("timeEpoch", time.toEpochMilli());
        return event;
    }

    /** The most specific route takes a request: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html. */
    private static String routeKey(Request request) {
        String own = request.method() + " " + request.path();
        return OPEN.contains(own) ? own : "ANY /{proxy+}";
    }

    private static ObjectNode context(ObjectNode context, Request request, String account, String caller) {
        context.put("accountId", account)
                .put("apiId", "sandbox")
                .put("domainName", "sandbox.execute-api.amazonaws.com")
                .put("routeKey", routeKey(request))
                .put("stage", "$default");
        context.putObject("http")
                .put("method", request.method())
                .put("path", request.path())
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "127.0.0.1")
                .put("userAgent", request.headers().getOrDefault("user-agent", ""));
        if (OPEN.contains(routeKey(request))) {
            return context;
        }
        context.putObject("authorizer").putObject("iam").put("accountId", account).put("userArn", caller);
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
