package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A watch: one JSON line per change, over a chunked answer that stays open.
 *
 * <p>How long it stays open is the client's real time, since a client's patience is real too.
 */
final class WatchStream {

    private static final long DEFAULT_TIMEOUT_SECONDS = 1800;
    private static final Optional<ObjectNode> END = Optional.empty();

    private final ClusterState state;
    private final ApiRequest.Target target;
    private final ApiRequest request;
    private final Predicate<KubernetesObject> selected;
    private final BlockingQueue<Optional<ObjectNode>> lines = new LinkedBlockingQueue<>();

    WatchStream(ClusterState state, ApiRequest request, ApiRequest.Target target) {
        this.state = state;
        this.request = request;
        this.target = target;
        this.selected = ResourceRequests.selection(request, target);
    }

    void write(HttpServerExchange exchange) throws IOException {
        Runnable stop = state.locked(this::begin);
        Runnable forget = state.onStop(() -> lines.add(END));
        exchange.getConnection().addCloseListener(closed -> lines.add(END));
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        try (OutputStream out = exchange.getOutputStream()) {
            out.flush();
            copy(out);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            stop.run();
            forget.run();
        }
    }

    private void copy(OutputStream out) throws IOException, InterruptedException {
        long timeout = request.parameter("timeoutSeconds").isEmpty()
                ? DEFAULT_TIMEOUT_SECONDS
                : Long.parseLong(request.parameter("timeoutSeconds"));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
        while (true) {
            Optional<ObjectNode> line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null && bookmarks()) {
                write(out, bookmark(false));
            }
            if (line == null || line.isEmpty()) {
                return;
            }
            write(out, line.get());
        }
    }

    private static void write(OutputStream out, ObjectNode line) throws IOException {
        out.write(Json.bytes(line));
        out.write('\n');
        out.flush();
    }

    /** Without a version, or from "0", what is there already is told first. */
    private Runnable begin() {
        state.reconcile();
        String from = request.parameter("resourceVersion");
        boolean initial = request.parameter("sendInitialEvents").equals("true");
        long after = state.store.resourceVersion();
        if (initial || from.isEmpty() || from.equals("0")) {
            state.store.list(target.type().qualifiedPlural()).stream()
                    .filter(selected)
                    .forEach(object -> add(ObjectStore.ChangeType.ADDED, object));
        } else {
            after = version(from);
        }
        if (initial && bookmarks()) {
            lines.add(Optional.of(bookmark(true)));
        }
        return state.store.watch(after, this::accept);
    }

    private static long version(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notOurs) {
            throw StatusException.badRequest("Invalid value: \"" + text + "\": resourceVersion must be a number");
        }
    }

    private void accept(ObjectStore.Change change) {
        KubernetesObject object = change.object();
        if (object.type().is(target.type().qualifiedPlural()) && selected.test(object)) {
            add(change.type(), object);
        }
    }

    private void add(ObjectStore.ChangeType type, KubernetesObject object) {
        ObjectNode line = Json.object().put("type", type.name());
        line.set("object", ResourceRequests.inVersion(object, target.type()));
        lines.add(Optional.of(line));
    }

    private boolean bookmarks() {
        return request.parameter("allowWatchBookmarks").equals("true");
    }

    private ObjectNode bookmark(boolean initialEventsEnd) {
        ObjectNode line = Json.object().put("type", "BOOKMARK");
        ObjectNode object = line.putObject("object")
                .put("kind", target.type().kind())
                .put("apiVersion", target.type().apiVersion());
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(state.store.resourceVersion()));
        if (initialEventsEnd) {
            Map.of("k8s.io/initial-events-end", "true").forEach(metadata.putObject("annotations")::put);
        }
        return line;
    }
}
