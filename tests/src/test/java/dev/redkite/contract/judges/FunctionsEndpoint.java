package dev.redkite.contract.judges;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Lambda's Invoke for somebody else's interpreter, answered by the sandbox's handlers. The caller's virtual clock comes
 * along as a header, in seconds, and so does, in the answer, what the invocation took.
 */
final class FunctionsEndpoint implements AutoCloseable {

    private static final String SECONDS = "X-Judge-Seconds";

    private final Sandbox sandbox;
    private final HttpServer server;
    private Instant beginning;

    private FunctionsEndpoint(Sandbox sandbox, HttpServer server) {
        this.sandbox = sandbox;
        this.server = server;
    }

    static FunctionsEndpoint open(URI address, Sandbox sandbox) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address.getHost(), address.getPort()), 0);
        FunctionsEndpoint endpoint = new FunctionsEndpoint(sandbox, server);
        server.createContext("/2015-03-31/functions/", endpoint::invoke);
        server.start();
        return endpoint;
    }

    private void invoke(HttpExchange exchange) throws IOException {
        try (exchange) {
            letPass(exchange.getRequestHeaders().getFirst(SECONDS));
            String arn = URLDecoder.decode(exchange.getRequestURI().getRawPath().split("/")[3], StandardCharsets.UTF_8);
            switch (sandbox.invoke(arn, Json.read(exchange.getRequestBody(), JsonNode.class))) {
                case TaskOutcome.Completed(JsonNode result, Duration duration) ->
                        answer(exchange, duration, Json.bytes(result));
                case TaskOutcome.Failed(String _, String cause, Duration duration) -> {
                    exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                    answer(exchange, duration, cause.getBytes(StandardCharsets.UTF_8));
                }
                case TaskOutcome.Deferred _ -> throw new IllegalStateException("a function answers at once");
            }
        }
    }

    private void letPass(String seconds) {
        Duration since = Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
        if (beginning == null) {
            beginning = sandbox.world().now().minus(since);
        }
        sandbox.advance(Duration.between(sandbox.world().now(), beginning.plus(since)));
    }

    private static void answer(HttpExchange exchange, Duration duration, byte[] body) throws IOException {
        exchange.getResponseHeaders().set(SECONDS, "%d.%03d".formatted(duration.toSeconds(), duration.toMillisPart()));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
