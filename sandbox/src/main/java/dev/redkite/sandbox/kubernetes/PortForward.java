package dev.redkite.sandbox.kubernetes;

import io.undertow.server.HttpServerExchange;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.xnio.IoUtils;

/**
 * Tunnels one TCP connection to a pod through a WebSocket, sub-protocol {@code v4.channel.k8s.io}: each message begins
 * with a channel byte, 0 for data and 1 for errors, and each channel begins with the port in two bytes, low one first
 * (https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/cri/streaming/portforward/websocket.go).
 */
record PortForward(ClusterState state, PodNetwork pods) {

    private static final String PROTOCOL = "v4.channel.k8s.io";
    private static final byte DATA = 0;
    private static final byte ERROR = 1;
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    /** Refuses a pod that is missing or not ready; that nobody listens is only found out by dialling, once the tunnel is open. */
    ApiReply open(ApiRequest request, ApiRequest.Target target) {
        String name = target.name().orElseThrow(StatusException::pathNotFound);
        int port = port(request);
        KubernetesObject pod = state.locked(() -> {
            state.reconcile();
            return state.store.find("pods", target.namespace(), name)
                    .orElseThrow(() -> StatusException.notFound(target.type(), name));
        });
        if (pod.text("spec", "nodeName").isEmpty()) {
            throw StatusException.badRequest("pod " + name + " does not have a host assigned");
        }
        if (!pod.hasCondition("Ready")) {
            throw StatusException.internalError("unable to forward port because pod is not ready. Current status="
                    + pod.text("status", "phase"));
        }
        if (!request.call().upgrade()) {
            throw StatusException.badRequest("Upgrade request required");
        }
        return new ApiReply.Tunnel(pods.findListener(target.namespace(), name, port), port);
    }

    /** In a kubelet's words. */
    static String refused(int port) {
        return "error forwarding port %d to pod: failed to connect to localhost:%1$d: dial tcp4 127.0.0.1:%1$d: connect: connection refused"
                .formatted(port);
    }

    static void upgrade(HttpServerExchange exchange, ApiReply.Tunnel tunnel) {
        try {
            new WebSocketProtocolHandshakeHandler(
                            List.of(new Hybi13Handshake(Set.of(PROTOCOL), false)),
                            (WebSocketConnectionCallback) (upgrade, channel) -> connect(channel, tunnel.listener(), tunnel.port()))
                    .handleRequest(exchange);
        } catch (Exception refused) {
            throw new IllegalStateException("a handshake that is refused is answered, and throws nothing", refused);
        }
    }

    private static int port(ApiRequest request) {
        try {
            return Integer.parseInt(request.parameter("ports"));
        } catch (NumberFormatException missing) {
            throw StatusException.badRequest("query parameter \"ports\" is required, one number");
        }
    }

    private static void connect(WebSocketChannel channel, Optional<InetSocketAddress> listener, int port) {
        byte low = (byte) port;
        byte high = (byte) (port >> 8);
        BlockingQueue<ByteBuffer> incoming = new LinkedBlockingQueue<>();
        channel.getReceiveSetter().set(new Incoming(incoming));
        channel.resumeReceives();
        daemon("port-forward-out", () -> {
            send(channel, new byte[] {DATA, low, high});
            send(channel, new byte[] {ERROR, low, high});
            tunnel(channel, listener, port, incoming);
        });
    }

    private static void tunnel(
            WebSocketChannel channel, Optional<InetSocketAddress> listener, int port, BlockingQueue<ByteBuffer> incoming) throws IOException {
        try (Socket socket = dialled(channel, listener, port)) {
            socket.setTcpNoDelay(true);
            daemon("port-forward-in", () -> drain(incoming, socket));
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[32 * 1024];
            buffer[0] = DATA;
            for (int count = in.read(buffer, 1, buffer.length - 1); count >= 0;
                    count = in.read(buffer, 1, buffer.length - 1)) {
                WebSockets.sendBinaryBlocking(ByteBuffer.wrap(buffer, 0, count + 1), channel);
            }
        } finally {
            if (channel.isOpen()) {
                WebSockets.sendCloseBlocking(CloseMessage.NORMAL_CLOSURE, "", channel);
            }
            IoUtils.safeClose(channel);
        }
    }

    /** Who cannot be reached behind an open tunnel is told on its channel for errors. */
    private static Socket dialled(WebSocketChannel channel, Optional<InetSocketAddress> listener, int port) throws IOException {
        try {
            InetSocketAddress address = listener.orElseThrow(() -> new ConnectException("Connection refused"));
            return new Socket(address.getAddress(), address.getPort());
        } catch (IOException refused) {
            byte[] words = refused(port).getBytes(StandardCharsets.UTF_8);
            send(channel, ByteBuffer.allocate(words.length + 1).put(ERROR).put(words).array());
            throw refused;
        }
    }

    private static void drain(BlockingQueue<ByteBuffer> incoming, Socket socket) throws IOException {
        try (socket) {
            for (ByteBuffer message = incoming.take(); message != END; message = incoming.take()) {
                byte[] bytes = new byte[message.remaining()];
                message.get(bytes);
                socket.getOutputStream().write(bytes);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(WebSocketChannel channel, byte[] message) throws IOException {
        WebSockets.sendBinaryBlocking(ByteBuffer.wrap(message), channel);
    }

    private interface Transfer {
        void run() throws IOException;
    }

    /** Either side may end a tunnel at any time, so a broken connection is its ordinary end. */
    private static void daemon(String name, Transfer transfer) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                transfer.run();
            } catch (IOException ended) {
                System.getLogger(PortForward.class.getName()).log(System.Logger.Level.DEBUG, name, ended);
            }
        });
    }

    private static final class Incoming extends AbstractReceiveListener {
        private final BlockingQueue<ByteBuffer> messages;

        private Incoming(BlockingQueue<ByteBuffer> messages) {
            this.messages = messages;
        }

        @Override
        protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
            try (var pooled = message.getData()) {
                ByteBuffer data = WebSockets.mergeBuffers(pooled.getResource());
                if (data.remaining() > 1 && data.get() == DATA) {
                    messages.add(ByteBuffer.allocate(data.remaining()).put(data).flip());
                }
            }
        }

        @Override
        protected void onClose(WebSocketChannel channel, StreamSourceFrameChannel frame)
                throws IOException {
            messages.add(END);
            super.onClose(channel, frame);
        }

        @Override
        protected void onError(WebSocketChannel channel, Throwable error) {
            messages.add(END);
            super.onError(channel, error);
        }
    }
}
