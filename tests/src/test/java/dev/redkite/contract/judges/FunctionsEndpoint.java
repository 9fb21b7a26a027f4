package dev.redkite.contract.judges;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.states.TaskOutcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Lambda's Invoke for somebody else's interpreter, answered by the sandbox's handlers. The caller's virtual clock comes
 * along as a header, in seconds, and so does, in the answer, what the invocation took.
 */
final class FunctionsEndpoint implements AutoCloseable {

    private static final String SECONDS = "X-Judge-Seconds";

    private final Sandbox sandbox;
    private final UnaryOperator<String> names;
    private final BiFunction<String, JsonNode, TaskOutcome> functions;
    private final HttpServer server;
    private Instant beginning;

    private FunctionsEndpoint(Sandbox sandbox, UnaryOperator<String> names, BiFunction<String, JsonNode, TaskOutcome> functions,
            HttpServer server) {
        this.sandbox = sandbox;
        this.names = names;
        this.functions = functions;
        this.server = server;
    }

    static FunctionsEndpoint open(URI address, Sandbox sandbox) throws IOException {
        return open(address, sandbox, UnaryOperator.identity());
    }

    /** @param names the sandbox's ARN of a function that the caller calls otherwise */
    static FunctionsEndpoint open(URI address, Sandbox sandbox, UnaryOperator<String> names) throws IOException {
        return open(address, sandbox, names, sandbox::invoke);
    }

    /**
     * @param names     as above; a call for which it does not come back is not answered meanwhile, and holds up no other
     * @param functions what answers, by those names, one call at a time
     */
    static FunctionsEndpoint open(URI address, Sandbox sandbox, UnaryOperator<String> names,
            BiFunction<String, JsonNode, TaskOutcome> functions) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address.getHost(), address.getPort()), 0);
        FunctionsEndpoint endpoint = new FunctionsEndpoint(sandbox, names, functions, server);
        server.createContext("/2015-03-31/functions/", endpoint::invoke);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return endpoint;
    }

    private void invoke(HttpExchange exchange) throws IOException {
        try (exchange) {
            String arn = URLDecoder.decode(exchange.getRequestURI().getRawPath().split("/")[3], StandardCharsets.UTF_8);
            JsonNode input = Json.read(exchange.getRequestBody(), JsonNode.class);
            switch (called(names.apply(arn), input, exchange.getRequestHeaders().getFirst(SECONDS))) {
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

    private synchronized TaskOutcome called(String function, JsonNode input, String seconds) {
        letPass(seconds);
        return functions.apply(function, inOurTime(input));
    }

    private void letPass(String seconds) {
        Duration since = Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
        if (beginning == null) {
            beginning = sandbox.world().now().minus(since);
        }
        sandbox.advance(Duration.between(sandbox.world().now(), beginning.plus(since)));
    }

    /** When the state was entered: an interpreter whose clock is virtual too began it in 1970. */
    private JsonNode inOurTime(JsonNode input) {
        String entered = input.path("entered").asText();
        if (entered.startsWith("1970-")) {
            ((ObjectNode) input).put("entered", beginning.plus(Duration.between(Instant.EPOCH, Instant.parse(entered))).toString());
        }
        return input;
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
