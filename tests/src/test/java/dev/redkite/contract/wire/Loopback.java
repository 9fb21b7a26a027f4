package dev.redkite.contract.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.redkite.lambda.AwsClients;
import dev.redkite.lambda.LambdaPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** A server on this machine in the place of AWS. It keeps what arrives, and answers all of it alike. */
final class Loopback implements AutoCloseable {

    /** What arrived: the path as it was sent, and what follows its question mark, or null. Names of headers are in lower case. */
    record Arrived(String method, String path, String query, Map<String, String> headers, byte[] body) {}

    /** What it says to everything: headers are those of the protocol, e.g. the type of an error. */
    record Answer(int status, Map<String, String> headers, String body) {

        static final Answer EMPTY = new Answer(200, Map.of(), "");
    }

    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("loopback", "loopback"));

    private final HttpServer server;
    private final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();
    private volatile Answer answer = Answer.EMPTY;

    Loopback() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    /** The outside as Lambda has it, whose every service is this server. */
    LambdaPlatform platform() {
        return new LambdaPlatform(
                Map.of("AWS_REGION", "us-west-2", "AWS_ENDPOINT_URL", "http:/" + server.getAddress()), CREDENTIALS);
    }

    /** Clients of the same factory, which do not ask again, with pauses, where the service says that it is at fault. */
    AwsClients withoutRetries() {
        return new AwsClients(builder -> builder.region(Region.US_WEST_2)
                .endpointOverride(URI.create("http:/" + server.getAddress()))
                .credentialsProvider(CREDENTIALS)
                .overrideConfiguration(options -> options.retryStrategy(retries -> retries.maxAttempts(1))));
    }

    void answer(Answer answer) {
        this.answer = answer;
    }

    /** What has arrived since the last time, in order; nobody is told twice. */
    Arrived next() {
        return arrived.remove();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            arrived.add(new Arrived(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(),
                    exchange.getRequestURI().getRawQuery(), headers, exchange.getRequestBody().readAllBytes()));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), silent ? -1 : body.length);
            if (!silent) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
