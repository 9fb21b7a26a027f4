package dev.redkite.sandbox.cluster;

import dev.redkite.platform.MilvusReach;
import dev.redkite.sandbox.kubernetes.DirectApi;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Milvus without sockets: the port-forward is asked for as ever, and the SDK's client then calls the fake itself. */
final class DirectMilvus implements MilvusReach {

    /** Of clusters that are reached in process; the name before it is the cluster's. */
    static final String DOMAIN = ".sandbox";

    private record Target(String cluster, String namespace, String pod, int port) {

        String host() {
            return pod + "." + namespace + "." + cluster + DOMAIN;
        }
    }

    private final Clusters clusters;
    private final UnaryOperator<String> tokens;
    private final Map<String, Target> open = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();

    /** @param tokens by the cluster's name */
    DirectMilvus(Clusters clusters, UnaryOperator<String> tokens) {
        this.clusters = clusters;
        this.tokens = tokens;
    }

    @Override
    public Tunnel open(KubernetesClient kubernetes, String namespace, String pod, int port) {
        String cluster = kubernetes.getMasterUrl().getHost().replaceFirst("\\.sandbox$", "");
        Target target = new Target(cluster, namespace, pod, port);
        open.put(target.host(), target);
        return new Tunnel() {
            @Override
            public String host() {
                return target.host();
            }

            @Override
            public int port() {
                return port;
            }

            @Override
            public Optional<String> failure() {
                return Optional.ofNullable(failures.get(target.host()));
            }

            @Override
            public void close() {
                open.remove(target.host());
                failures.remove(target.host());
            }
        };
    }

    /** What keeps the tunnel from opening reaches the client as a server that cannot be reached, as through a socket. */
    @Override
    public MilvusClientV2 client(ConnectConfig config) {
        Target target = open.get(URI.create(config.getUri()).getHost());
        try {
            DirectApi api = clusters.find(target.cluster()).map(FakeKubernetesCluster::direct)
                    .orElseThrow(() -> new ConnectException("Connection refused"));
            api.forward(target.namespace(), target.pod(), target.port(), tokens.apply(target.cluster()));
        } catch (IOException e) {
            failures.put(target.host(), e.getMessage());
            throw Status.UNAVAILABLE.withCause(e).asRuntimeException();
        }
        return clusters.milvus(target.cluster()).client(config);
    }

    @Override
    public void pause(Duration duration) {}
}
