package dev.redkite.lambda;

import dev.redkite.platform.MilvusReach;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Through the Kubernetes API, which forwards a port of this machine. */
public final class PortForwards implements MilvusReach {

    /** How soon it shows that a tunnel has failed; much shorter than a client would go on trying. */
    private static final long LOOK_MILLIS = 20;

    private final Consumer<Duration> pauses;
    private final Map<Integer, Tunnel> open = new ConcurrentHashMap<>();

    public PortForwards() {
        this(duration -> LockSupport.parkNanos(duration.toNanos()));
    }

    /** @param pauses lets that much time go by */
    public PortForwards(Consumer<Duration> pauses) {
        this.pauses = pauses;
    }

    @Override
    public Tunnel open(KubernetesClient kubernetes, String namespace, String pod, int port) {
        Tunnel tunnel = new Forwarded(pod, kubernetes.pods().inNamespace(namespace).withName(pod).portForward(port));
        open.put(tunnel.port(), tunnel);
        return tunnel;
    }

    /**
     * A client dials again and again until its time is up, in silence, while the tunnel knows after the first try what the
     * other side said: so whoever comes first decides.
     *
     * @throws io.milvus.shaded.io.grpc.StatusRuntimeException UNAVAILABLE as soon as the tunnel has failed
     */
    @Override
    public MilvusClientV2 client(ConnectConfig config) {
        Tunnel tunnel = open.get(URI.create(config.getUri()).getPort());
        FutureTask<MilvusClientV2> connecting = new FutureTask<>(() -> new MilvusClientV2(config));
        Thread.ofVirtual().start(connecting);
        while (true) {
            try {
                return connecting.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillConnecting) {
                if (tunnel != null && tunnel.failure().isPresent()) {
                    throw abandon(connecting, Status.UNAVAILABLE.asRuntimeException());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw abandon(connecting, Status.CANCELLED.asRuntimeException());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException error ? error : new IllegalStateException(e.getCause());
            }
        }
    }

    private static RuntimeException abandon(FutureTask<MilvusClientV2> connecting, RuntimeException reason) {
        connecting.cancel(true);
        return reason;
    }

    @Override
    public void pause(Duration duration) {
        pauses.accept(duration);
    }

    private final class Forwarded implements Tunnel {

        private final String pod;
        private final LocalPortForward forward;

        /** @param pod for the error's text */
        private Forwarded(String pod, LocalPortForward forward) {
            this.pod = pod;
            this.forward = forward;
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return forward.getLocalPort();
        }

        /** The API server's own words say more than that a connection ended here. */
        @Override
        public Optional<String> failure() {
            return Stream.concat(forward.getServerThrowables().stream(), forward.getClientThrowables().stream())
                    .map(Throwable::getMessage)
                    .filter(Objects::nonNull)
                    .findFirst();
        }

        @Override
        public void close() {
            open.remove(port());
            try {
                forward.close();
            } catch (IOException e) {
                throw new UncheckedIOException("closing the tunnel to pod " + pod, e);
            }
        }
    }
}
