package dev.redkite.sandbox.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import io.fabric8.kubernetes.client.http.StandardHttpHeaders;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** fabric8's HTTP client, retries and all, with the API itself where the network would be. */
final class DirectHttpClient
        extends StandardHttpClient<DirectHttpClient, DirectHttpClient.Factory, DirectHttpClient.Builder> {

    static final class Factory implements HttpClient.Factory {
        private final Supplier<Optional<Api>> found;

        Factory(Supplier<Optional<Api>> found) {
            this.found = found;
        }

        @Override
        public Builder newBuilder() {
            return new Builder(this);
        }
    }

    static final class Builder extends StandardHttpClientBuilder<DirectHttpClient, Factory, Builder> {

        Builder(Factory factory) {
            super(factory);
        }

        @Override
        public DirectHttpClient build() {
            return new DirectHttpClient(this, client == null ? new AtomicBoolean() : client.getClosed());
        }

        @Override
        protected Builder newInstance(Factory factory) {
            return new Builder(factory);
        }
    }

    private record Response(StandardHttpRequest request, int code, StandardHttpHeaders answered, AsyncBody body)
            implements HttpResponse<AsyncBody> {

        @Override
        public Optional<HttpResponse<?>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public List<String> headers(String key) {
            return answered.headers(key);
        }

        @Override
        public Map<String, List<String>> headers() {
            return answered.headers();
        }
    }

    private final Supplier<Optional<Api>> found;

    private DirectHttpClient(Builder builder, AtomicBoolean closed) {
        super(builder, closed);
        this.found = builder.getClientFactory().found;
    }

    @Override
    public CompletableFuture<HttpResponse<AsyncBody>> consumeBytesDirect(
            StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        try {
            return switch (answer(request)) {
                case ApiReply.Json json ->
                    completed(request, json.code(), "application/json", Json.bytes(json.body()), consumer);
                case ApiReply.Text text -> completed(request, text.code(), text.contentType(), text.body(), consumer);
                case ApiReply.Dropped _ -> CompletableFuture.failedFuture(dropped());
                case ApiReply.Tunnel _ -> CompletableFuture.failedFuture(
                        new UnsupportedOperationException("a tunnel in process is asked of DirectApi"));
            };
        } catch (IOException unreadable) {
            return CompletableFuture.failedFuture(unreadable);
        }
    }

    private static CompletableFuture<HttpResponse<AsyncBody>> completed(
            StandardHttpRequest request, int code, String type, byte[] bytes, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        StandardHttpHeaders headers = new StandardHttpHeaders(Map.of(StandardHttpHeaders.CONTENT_TYPE, List.of(type)));
        return CompletableFuture.completedFuture(new Response(request, code, headers, new WholeBody(bytes, consumer)));
    }

    @Override
    public CompletableFuture<WebSocketResponse> buildWebSocketDirect(
            StandardWebSocketBuilder sockets, WebSocket.Listener listener) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("in process, a port is forwarded by DirectApi.forward"));
    }

    /** In the words of the JDK's client, which the default mode uses. */
    private static IOException dropped() {
        return new EOFException("HTTP/1.1 header parser received no bytes");
    }

    private ApiReply answer(StandardHttpRequest request) throws IOException {
        Api api = found.get().orElseThrow(() -> new ConnectException("Connection refused"));
        return api.answer(call(request));
    }

    private static ApiCall call(StandardHttpRequest request) throws IOException {
        return new ApiCall(
                request.method(),
                request.uri().getPath(),
                parameters(request.uri()),
                Optional.ofNullable(request.getContentType()).orElseGet(() -> header(request, StandardHttpHeaders.CONTENT_TYPE)),
                header(request, "User-Agent"),
                header(request, "Authorization"),
                header(request, "Accept"),
                false,
                body(request.body()));
    }

    private static String header(StandardHttpRequest request, String name) {
        return request.headers(name).stream().findFirst().orElse("");
    }

    private static byte[] body(StandardHttpRequest.BodyContent body) throws IOException {
        return switch (body) {
            case null -> new byte[0];
            case StandardHttpRequest.StringBodyContent text -> text.getContent().getBytes(StandardCharsets.UTF_8);
            case StandardHttpRequest.ByteArrayBodyContent bytes -> bytes.getContent();
            case StandardHttpRequest.InputStreamBodyContent stream -> stream.getContent().readAllBytes();
            default -> throw new UnsupportedOperationException("a request body of " + body.getClass());
        };
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&")) {
                String[] parts = pair.split("=", 2);
                parameters.putIfAbsent(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    @Override
    protected void doClose() {}

    /** An answer that is there already, told when the client is ready for it. */
    private static final class WholeBody implements AsyncBody {
        private final byte[] bytes;
        private final AsyncBody.Consumer<List<ByteBuffer>> consumer;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private boolean told;

        private WholeBody(byte[] bytes, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
            this.bytes = bytes;
            this.consumer = consumer;
        }

        @Override
        public void consume() {
            if (told) {
                done.complete(null);
                return;
            }
            told = true;
            try {
                consumer.consume(List.of(ByteBuffer.wrap(bytes)), this);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        }

        @Override
        public CompletableFuture<Void> done() {
            return done;
        }

        @Override
        public void cancel() {
            done.cancel(false);
        }
    }
}
