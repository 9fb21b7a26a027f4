package dev.redkite.sandbox.cluster;

import dev.redkite.platform.MilvusReach;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import java.time.Duration;

/**
 * Another way to Milvus, on which a client gives up only where that way says that it has failed.
 *
 * @param patience how long a client may take to be connected, and a call to be answered, in real time
 */
record PatientMilvus(MilvusReach way, Duration patience) implements MilvusReach {

    @Override
    public Tunnel open(KubernetesClient kubernetes, String namespace, String pod, int port) {
        return way.open(kubernetes, namespace, pod, port);
    }

    /** Its pings are left out too: one whose answer takes 5 s ends the connection. */
    @Override
    public MilvusClientV2 client(ConnectConfig config) {
        config.setConnectTimeoutMs(patience.toMillis());
        config.setRpcDeadlineMs(patience.toMillis());
        config.setKeepAliveTimeMs(patience.toMillis());
        return way.client(config);
    }

    @Override
    public void pause(Duration duration) {
        way.pause(duration);
    }
}
