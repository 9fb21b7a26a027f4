package dev.redkite.sandbox.cluster;

import dev.redkite.chart.Kubeconfig;
import dev.redkite.chart.NativeHelm;
import dev.redkite.lambda.ClusterClient;
import dev.redkite.lambda.PortForwards;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.platform.Helm;
import dev.redkite.platform.MilvusReach;
import dev.redkite.sandbox.helm.InProcessHelm;
import dev.redkite.sandbox.helm.Renderings;
import dev.redkite.sandbox.kubernetes.DirectApi;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** How requests get from functions to the clusters. */
public sealed interface ClusterTransport {

    /** The cluster's address here, since that on AWS leads nowhere; started when this is the first request to it. */
    ClusterAccess at(ClusterAccess access);

    /** @param at as {@link #at} gives it */
    KubernetesClient kubernetes(ClusterAccess at, Supplier<String> token);

    Helm helm(ClusterAccess at, Supplier<String> token);

    /** @param tokens by the cluster's name */
    MilvusReach milvus(UnaryOperator<String> tokens);

    /**
     * As on AWS: TLS to an API server, which listens on this machine, and Helm itself. How long an answer takes here says how busy this
     * machine is, and a run is to be what its input makes of it: so there is time for every answer.
     */
    record OverSockets(Clusters clusters) implements ClusterTransport {

        /** Of real time, after which somebody may want to know that a run hangs. */
        private static final Duration PATIENCE = Duration.ofHours(1);

        @Override
        public ClusterAccess at(ClusterAccess access) {
            return new ClusterAccess(access.name(), clusters.endpoint(access.name()), access.certificateAuthority());
        }

        @Override
        public KubernetesClient kubernetes(ClusterAccess at, Supplier<String> token) {
            return ClusterClient.to(at, token, PATIENCE);
        }

        @Override
        public Helm helm(ClusterAccess at, Supplier<String> token) {
            return new NativeHelm(() -> Kubeconfig.of(at, token.get()));
        }

        @Override
        public MilvusReach milvus(UnaryOperator<String> tokens) {
            return new PatientMilvus(new PortForwards(_ -> { }), PATIENCE);
        }
    }

    /** The same requests, answered in the caller's thread. */
    record InProcess(Clusters clusters, InstantSource time, Renderings renderings) implements ClusterTransport {

        /** Only {@code http} spares the client its TLS, and the name leads to the cluster as long as it runs. */
        @Override
        public ClusterAccess at(ClusterAccess access) {
            clusters.require(access.name());
            return new ClusterAccess(access.name(), "http://" + access.name() + DirectMilvus.DOMAIN, "");
        }

        @Override
        public KubernetesClient kubernetes(ClusterAccess at, Supplier<String> token) {
            return ClusterClient.to(at, token, DirectApi.httpClients(() -> direct(at)));
        }

        @Override
        public Helm helm(ClusterAccess at, Supplier<String> token) {
            return new InProcessHelm(clusters.require(at.name()).direct(), token, time, renderings);
        }

        @Override
        public MilvusReach milvus(UnaryOperator<String> tokens) {
            return new DirectMilvus(clusters, tokens);
        }

        private Optional<DirectApi> direct(ClusterAccess at) {
            return clusters.find(at.name()).map(FakeKubernetesCluster::direct);
        }
    }
}
