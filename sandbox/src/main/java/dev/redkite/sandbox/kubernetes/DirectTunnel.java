package dev.redkite.sandbox.kubernetes;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A port-forward's WebSocket without the WebSocket: messages as {@link PortForward} frames them, to the pod's listener. */
final class DirectTunnel implements WebSocket {

    private static final int NORMAL_CLOSURE = 1000;

    private final Socket socket;
    private final Listener listener;
    /** The first message comes unasked. */
    private boolean requested = true;
    private boolean closed;

    private DirectTunnel(Socket socket, Listener listener) {
        this.socket = socket;
        this.listener = listener;
    }

    static DirectTunnel open(ApiReply.Tunnel tunnel, Listener listener) throws IOException {
        Socket socket = new Socket(tunnel.listener().getAddress(), tunnel.listener().getPort());
        socket.setTcpNoDelay(true);
        DirectTunnel direct = new DirectTunnel(socket, listener);
        Thread.ofPlatform().daemon().name("port-forward").start(() -> direct.receive(tunnel.port()));
        return direct;
    }

    private void receive(int port) {
        byte low = (byte) port;
        byte high = (byte) (port >> 8);
        listener.onOpen(this);
        tell(ByteBuffer.wrap(new byte[] {PortForward.DATA, low, high}));
        tell(ByteBuffer.wrap(new byte[] {PortForward.ERROR, low, high}));
        try (socket; InputStream in = socket.getInputStream()) {
            byte[] buffer = new byte[32 * 1024];
            buffer[0] = PortForward.DATA;
            for (int count = in.read(buffer, 1, buffer.length - 1); count >= 0;
                    count = in.read(buffer, 1, buffer.length - 1)) {
                tell(ByteBuffer.wrap(buffer.clone(), 0, count + 1));
            }
        } catch (IOException ended) {
            System.getLogger(DirectTunnel.class.getName()).log(System.Logger.Level.DEBUG, "port-forward", ended);
        }
        listener.onClose(this, NORMAL_CLOSURE, "");
    }

    /** One message at a time: the next when the client has asked for it. */
    private synchronized void tell(ByteBuffer message) {
        try {
            while (!requested && !closed) {
                wait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        requested = false;
        if (!closed) {
            listener.onMessage(this, message);
        }
    }

    @Override
    public boolean send(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        if (bytes.length < 2 || bytes[0] != PortForward.DATA) {
            return true;
        }
        try {
            socket.getOutputStream().write(bytes, 1, bytes.length - 1);
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    @Override
    public synchronized boolean sendClose(int code, String reason) {
        closed = true;
        notifyAll();
        try {
            socket.close();
        } catch (IOException ended) {
            return false;
        }
        return true;
    }

    @Override
    public long queueSize() {
        return 0;
    }

    @Override
    public synchronized void request() {
        requested = true;
        notifyAll();
    }
}
