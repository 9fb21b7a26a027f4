package dev.redkite.platform;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import java.time.Duration;
import java.util.Optional;

/** The way to a Milvus that only its cluster's network reaches. */
public interface MilvusReach {

    /** Where Milvus listens in every pod that serves clients. */
    int PORT = 19530;

    /** Where the other end of an open tunnel is to be called. */
    interface Tunnel extends AutoCloseable {

        String host();

        int port();

        /** What the other side said when it could not be reached; empty while nothing went wrong. */
        default Optional<String> failure() {
            return Optional.empty();
        }

        @Override
        void close();
    }

    Tunnel open(KubernetesClient kubernetes, String namespace, String pod, int port);

    /** A client that is connected. */
    MilvusClientV2 client(ConnectConfig config);

    /** Lets time go by between two looks at what a server does by itself; where time is virtual, none. */
    void pause(Duration duration);
}
