package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** The HTTP side of a cluster, on an ephemeral port of 127.0.0.1: who asks, what is asked, how it is answered. */
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

    private final String cluster;
    private final ClusterState state;
    private final ResourceRequests requests;
    private final AccessControl access;
    private final RequestInterceptor interceptor;
    private final PortForward portForward;
    private final Discovery discovery;
    private final Undertow undertow;

    ApiServer(
            String cluster,
            ClusterState state,
            Discovery discovery,
            AccessControl access,
            RequestInterceptor interceptor,
            PodNetwork pods) {
        this.cluster = cluster;
        this.state = state;
        this.requests = new ResourceRequests(state);
        this.discovery = discovery;
        this.access = access;
        this.interceptor = interceptor;
        this.portForward = new PortForward(state, pods);
        this.undertow = Undertow.builder()
                .setWorker(Threads.WORKER)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setServerOption(UndertowOptions.DECODE_URL, true)
                .addHttpsListener(0, "127.0.0.1", SandboxCertificate.instance().context())
                .setHandler(new BlockingHandler(this::handle))
                .build();
        undertow.start();
    }

    int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    }

    void stop() {
        undertow.stop();
    }

    private void handle(HttpServerExchange exchange) throws Exception {
        Optional<RequestInterceptor.Request> seen = Optional.empty();
        try {
            ApiRequest request = read(exchange);
            seen = Optional.of(new RequestInterceptor.Request(
                    cluster, request.verb(), request.path(), request.objectName(), request.userAgent(), request.body()));
            Optional<StatusException> fault = interceptor.before(seen.get());
            if (fault.isPresent()) {
                throw fault.get();
            }
            authorize(exchange, request);
            serve(exchange, request, seen.get());
        } catch (StatusException refusal) {
            answer(exchange, refusal.code(), refusal.toJson(), seen);
        } catch (RuntimeException defect) {
            Logger.getLogger(ApiServer.class.getName()).log(Level.SEVERE, exchange.getRequestPath(), defect);
            StatusException error = StatusException.internalError("defect of the sandbox: " + defect);
            answer(exchange, error.code(), error.toJson(), seen);
        }
    }

    private ApiRequest read(HttpServerExchange exchange) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, Deque<String>> parameter : exchange.getQueryParameters().entrySet()) {
            parameters.put(parameter.getKey(), parameter.getValue().getFirst());
        }
        String path = exchange.getRequestPath();
        byte[] body;
        try (InputStream in = exchange.getInputStream()) {
            body = in.readAllBytes();
        }
        return new ApiRequest(
                exchange.getRequestMethod().toString(),
                path,
                parameters,
                header(exchange, "Content-Type"),
                header(exchange, "User-Agent"),
                body,
                state.locked(() -> ApiRequest.target(path, state.types())));
    }

    private void authorize(HttpServerExchange exchange, ApiRequest request) {
        String header = header(exchange, "Authorization");
        String principal = Optional.of(header)
                .filter(value -> value.startsWith("Bearer "))
                .flatMap(value -> access.findPrincipal(value.substring("Bearer ".length())))
                .orElseThrow(StatusException::unauthorized);
        AccessControl.Attempt attempt = new AccessControl.Attempt(
                principal,
                request.verb(),
                request.target().map(target -> target.type().qualifiedPlural()).orElse(""),
                request.target().map(ApiRequest.Target::namespace).orElse(""));
        if (request.target().isPresent() && !access.allows(attempt)) {
            ApiRequest.Target target = request.target().get();
            String where = target.namespace().isEmpty()
                    ? " at the cluster scope"
                    : " in the namespace \"" + target.namespace() + "\"";
            throw StatusException.forbidden(target.type(), target.name().orElse(""),
                    "User \"" + principal + "\" cannot " + attempt.verb() + " resource \"" + target.type().plural()
                            + "\" in API group \"" + target.type().group() + "\"" + where);
        }
    }

    private void serve(HttpServerExchange exchange, ApiRequest request, RequestInterceptor.Request seen)
            throws Exception {
        if (request.target().isEmpty()) {
            serveDiscovery(exchange, request, seen);
            return;
        }
        ApiRequest.Target target = request.target().get();
        if (target.subresource().equals("portforward")) {
            portForward.open(exchange, request, target);
        } else if (request.verb().equals("watch")) {
            serveWatch(exchange, request, target, seen);
        } else {
            ResourceRequests.Answer answer = requests.handle(request, target);
            answer(exchange, answer.code(), answer.body(), Optional.of(seen));
        }
    }

    private void serveWatch(
            HttpServerExchange exchange, ApiRequest request, ApiRequest.Target target, RequestInterceptor.Request seen)
            throws IOException {
        if (!interceptor.after(seen, 200)) {
            IoUtils.safeClose(exchange.getConnection());
        } else if (!header(exchange, "Upgrade").isEmpty()) {
            exchange.setStatusCode(200).endExchange();
        } else {
            new WatchStream(state, request, target).write(exchange);
        }
    }

    private void serveDiscovery(HttpServerExchange exchange, ApiRequest request, RequestInterceptor.Request seen)
            throws IOException {
        if (request.path().equals("/openapi/v2")) {
            send(exchange, 200, "application/com.github.proto-openapi.spec.v2.v1.0+protobuf", new byte[0], seen);
        } else if (request.path().matches("/(healthz|livez|readyz)")) {
            send(exchange, 200, "text/plain", new byte[] {'o', 'k'}, seen);
        } else {
            ObjectNode found = state.locked(() -> discovery.find(request.path()))
                    .orElseThrow(StatusException::pathNotFound);
            answer(exchange, 200, found, Optional.of(seen));
        }
    }

    private void answer(
            HttpServerExchange exchange, int code, ObjectNode body, Optional<RequestInterceptor.Request> seen)
            throws IOException {
        send(exchange, code, "application/json", Json.bytes(body), seen.orElse(null));
    }

    private void send(
            HttpServerExchange exchange, int code, String type, byte[] body, RequestInterceptor.Request seen)
            throws IOException {
        if (seen != null && !interceptor.after(seen, code)) {
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
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
