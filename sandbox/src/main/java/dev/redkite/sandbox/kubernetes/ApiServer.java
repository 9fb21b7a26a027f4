package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
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

    private static final HttpString WARNING = new HttpString("Warning");

    private final Function<ApiCall, ApiReply> api;
    private final Undertow undertow;

    ApiServer(Function<ApiCall, ApiReply> api) {
        this.api = api;
        this.undertow = Undertow.builder()
                .setWorker(Threads.WORKER)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setServerOption(UndertowOptions.DECODE_URL, true)
                .addHttpsListener(0, "127.0.0.1", SandboxCertificate.instance().context())
                .addHttpsListener(0, "127.0.0.1", SandboxCertificate.expired().context())
                .setHandler(new BlockingHandler(this::handle))
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

    private void handle(HttpServerExchange exchange) throws Exception {
        switch (api.apply(read(exchange))) {
            case ApiReply.Json(int code, ObjectNode body, List<String> warnings) -> {
                warnings.forEach(warning -> exchange.getResponseHeaders().add(WARNING, ApiReply.header(warning)));
                send(exchange, code, "application/json", Json.bytes(body));
            }
            case ApiReply.Text(int code, String type, byte[] body) -> send(exchange, code, type, body);
            case ApiReply.Dropped _ -> IoUtils.safeClose(exchange.getConnection());
            case ApiReply.Watch(WatchStream stream) -> write(exchange, stream);
            case ApiReply.Tunnel tunnel -> PortForward.upgrade(exchange, tunnel);
        }
    }

    private static ApiCall read(HttpServerExchange exchange) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, Deque<String>> parameter : exchange.getQueryParameters().entrySet()) {
            parameters.put(parameter.getKey(), parameter.getValue().getFirst());
        }
        byte[] body;
        try (InputStream in = exchange.getInputStream()) {
            body = in.readAllBytes();
        }
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

    /** What cannot be watched is refused when the stream begins. */
    private static void write(HttpServerExchange exchange, WatchStream stream) throws IOException {
        try {
            stream.write(exchange);
        } catch (StatusException refusal) {
            send(exchange, refusal.code(), "application/json", Json.bytes(refusal.toJson()));
        }
    }

    private static void send(HttpServerExchange exchange, int code, String type, byte[] body) throws IOException {
        exchange.setStatusCode(code);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.setResponseContentLength(body.length);
        exchange.getOutputStream().write(body);
        exchange.endExchange();
    }

    private static String header(HttpServerExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
