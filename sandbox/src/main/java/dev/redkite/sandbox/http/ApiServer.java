package dev.redkite.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.apigateway.HttpEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The HTTP API of a sandbox on this machine's loopback address. One thread both answers and lets time pass, so
 * nothing happens while a request is answered.
 */
public final class ApiServer implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);

    /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
    private static final int LARGEST_BODY = 10 * 1024 * 1024;

    private final Sandbox sandbox;
    private final String caller;
    private final Consumer<String> log;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("sandbox").unstarted(task));
    private final HttpServer server;
    private final Consumer<Throwable> broken;
    private boolean standsStill;
    private int requests;

    private ApiServer(Sandbox sandbox, HttpServer server, Consumer<String> log, Consumer<Throwable> broken) {
        this.sandbox = sandbox;
        this.server = server;
        this.log = log;
        this.broken = broken;
        caller = sandbox.world().place().globalArn("iam", "user/sandbox");
    }

    /**
     * @param port 0 for any that is free
     * @param pace virtual seconds for every real one
     * @param log    hears a line for every request, and of what goes wrong
     * @param broken is told once when the sandbox broke; from then on time stands still and every request is answered 503
     */
    public static ApiServer open(Sandbox sandbox, int port, int pace, Consumer<String> log, Consumer<Throwable> broken)
            throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ApiServer server = new ApiServer(sandbox, http, log, broken);
        http.setExecutor(server.thread);
        http.createContext("/", server::handle);
        http.start();
        Duration step = TICK.multipliedBy(pace);
        server.thread.scheduleWithFixedDelay(() -> server.advance(step), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return server;
    }

    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** An executor forgets a task that throws, and with it the reason; so whatever is thrown here is told, and ends it. */
    private void advance(Duration step) {
        if (standsStill) {
            return;
        }
        try {
            sandbox.advance(step);
        } catch (RuntimeException | Error e) {
            standsStill = true;
            log.accept("%s The sandbox broke, and stands still: %s".formatted(sandbox.world().now(), e));
            broken.accept(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                respond(exchange, 413, Map.of("content-type", "application/json"), "{\"message\":\"Request Entity Too Large\"}");
                return;
            }
            if (standsStill) {
                respond(exchange, 503, Map.of("content-type", "application/json"),
                        "{\"message\":\"The sandbox broke and stands still. Next: see what it printed, and start it again.\"}");
                return;
            }
            HttpEvents.Request request = request(exchange, body);
            JsonNode answer = sandbox.request(new HttpEvents(sandbox.stack()).of(
                    request, sandbox.world().account(), caller, "sandbox-request-" + ++requests, sandbox.world().now()));
            Map<String, String> headers = new HashMap<>();
            answer.path("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
            headers.remove("content-length");
            headers.put("x-sandbox-time", sandbox.world().now().toString());
            log.accept("%s %s %s %d".formatted(
                    sandbox.world().now(), request.method(), exchange.getRequestURI(), answer.path("statusCode").asInt()));
            respond(exchange, answer.path("statusCode").asInt(), headers, answer.path("body").asText(""));
        } catch (RuntimeException e) {
            log.accept(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " broke: " + e);
            throw e;
        }
    }

    private static HttpEvents.Request request(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), String.join(",", values)));
        String query = exchange.getRequestURI().getRawQuery();
        return new HttpEvents.Request(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(),
                query == null ? "" : query, headers, body.length == 0 ? null : new String(body, StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, Map<String, String> headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.forEach(exchange.getResponseHeaders()::set);
        boolean bodiless = bytes.length == 0 || status == 304 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
        if (!bodiless) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
