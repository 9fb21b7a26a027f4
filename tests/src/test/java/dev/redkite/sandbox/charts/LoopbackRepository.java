package dev.redkite.sandbox.charts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A chart repository on this machine, with the redirects that releases on GitHub answer with. */
final class LoopbackRepository implements AutoCloseable {

    /** What was asked for, as it was sent. */
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Set<String> stalling = ConcurrentHashMap.newKeySet();
    private final Set<String> breaking = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    LoopbackRepository() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String address() {
        return "http:/" + server.getAddress();
    }

    LoopbackRepository serves(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    LoopbackRepository leads(String path, String elsewhere) {
        redirects.put(path, elsewhere);
        return this;
    }

    /** Of what it serves there, only the beginning arrives, and then nothing more. */
    LoopbackRepository stallsAt(String path) {
        stalling.add(path);
        return this;
    }

    /** Of what it serves there, only the beginning arrives, and then the connection is closed. */
    LoopbackRepository breaksAt(String path) {
        breaking.add(path);
        return this;
    }

    LoopbackRepository mends(String path) {
        stalling.remove(path);
        breaking.remove(path);
        return this;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        try (exchange) {
            if (redirects.containsKey(path)) {
                exchange.getResponseHeaders().add("Location", address() + redirects.get(path));
                exchange.sendResponseHeaders(302, -1);
            } else if (files.containsKey(path)) {
                exchange.sendResponseHeaders(200, files.get(path).length);
                write(exchange, path);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void write(HttpExchange exchange, String path) throws IOException {
        boolean whole = !stalling.contains(path) && !breaking.contains(path);
        exchange.getResponseBody().write(files.get(path), 0, whole ? files.get(path).length : 1);
        exchange.getResponseBody().flush();
        if (stalling.contains(path)) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
