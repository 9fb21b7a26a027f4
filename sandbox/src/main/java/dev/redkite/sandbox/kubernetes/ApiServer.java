package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** The HTTP side of a cluster, on an ephemeral port of 127.0.0.1. */
final class ApiServer {

    /** Held, since the logging framework keeps loggers weakly; these two announce their versions at each start. */
    private static final Logger[] QUIET = {Logger.getLogger("org.xnio"), Logger.getLogger("io.undertow")};

    /** One set of threads for every cluster of this process. */
    private static final class Threads {
        private static final XnioWorker WORKER = start();

        private static XnioWorker start() {
            for (Logger logger : QUIET) {
                logger.setLevel(Level.WARNING);
            }
            try {
                return Xnio.getInstance()
                        .createWorker(OptionMap.builder()
                                .set(Options.WORKER_NAME, "kubernetes-api")
                                .set(Options.WORKER_IO_THREADS, 2)
                                .set(Options.WORKER_TASK_CORE_THREADS, 4)
                                .set(Options.WORKER_TASK_MAX_THREADS, 256)
                                .set(Options.THREAD_DAEMON, true)
                                .set(Options.TCP_NODELAY, true)
                                .getMap());
            } catch (IOException impossible) {
                throw new IllegalStateException("the sandbox cannot start the threads of its API server", impossible);
            }
        }
    }

    /**
     * EKS takes AES-GCM as well. Without the optimizing compiler, which short runs and tests go without, Java's AES-GCM is
     * compiled from plain Java and takes a multiple of this.
     */
    private static final Sequence<String> CIPHERS = Sequence.of("TLS_CHACHA20_POLY1305_SHA256");

    private static final HttpString WARNING = new HttpString("Warning");

    private final Function<ApiCall, ApiReply> api;
    private final Undertow undertow;

    ApiServer(Function<ApiCall, ApiReply> api) {
        this.api = api;
        this.undertow = Undertow.builder()
                .setWorker(Threads.WORKER)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setServerOption(UndertowOptions.DECODE_URL, true)
                // Only clients close what is idle: they would meet the server at it on a machine that is busy, and ask twice.
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, -1)
                .setSocketOption(Options.SSL_ENABLED_CIPHER_SUITES, CIPHERS)
                .addHttpsListener(0, "127.0.0.1", SandboxCertificate.instance().context())
                .addHttpsListener(0, "127.0.0.1", SandboxCertificate.expired().context())
                .setHandler(this::handle)
                .build();
        undertow.start();
    }

    int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    }

    int expiredPort() {
        return ((InetSocketAddress) undertow.getListenerInfo().getLast().getAddress()).getPort();
    }

    void stop() {
        undertow.stop();
    }

    /**
     * In the thread that reads requests: an answer is there at once, and handing each over to another thread and back costs
     * more than most answers do.
     */
    private void handle(HttpServerExchange exchange) {
        exchange.getRequestReceiver().receiveFullBytes((whole, body) -> answer(whole, api.apply(call(whole, body))));
    }

    private static void answer(HttpServerExchange exchange, ApiReply reply) {
        switch (reply) {
            case ApiReply.Json(int code, ObjectNode body, List<String> warnings) -> {
                warnings.forEach(warning -> exchange.getResponseHeaders().add(WARNING, ApiReply.header(warning)));
                send(exchange, code, "application/json", Json.bytes(body));
            }
            case ApiReply.Text(int code, String type, byte[] body) -> send(exchange, code, type, body);
            case ApiReply.Dropped _ -> IoUtils.safeClose(exchange.getConnection());
            case ApiReply.Tunnel tunnel -> PortForward.upgrade(exchange, tunnel);
        }
    }

    private static ApiCall call(HttpServerExchange exchange, byte[] body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        exchange.getQueryParameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
        return new ApiCall(
                exchange.getRequestMethod().toString(),
                exchange.getRequestPath(),
                parameters,
                header(exchange, "Content-Type"),
                header(exchange, "User-Agent"),
                header(exchange, "Authorization"),
                header(exchange, "Accept"),
                !header(exchange, "Upgrade").isEmpty(),
                body);
    }

    private static void send(HttpServerExchange exchange, int code, String type, byte[] body) {
        exchange.setStatusCode(code);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    private static String header(HttpServerExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
