package dev.redkite.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.platform.ClusterAccess;
import dev.redkite.sandbox.milvus.FakeMilvus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a run comes to must not depend on how busy this machine is. */
class ClusterTransportTest {

    private final ClusterTransport transport = new ClusterTransport.OverSockets(null);

    /** A busy machine takes a thousand times as long for a call; here a client has a thousandth of the time for it. */
    @Test
    void milvus_is_given_all_the_time_that_it_takes() throws Exception {
        try (FakeMilvus milvus = FakeMilvus.start("2.6.15")) {
            MilvusClientV2 client = transport.milvus(_ -> "").client(ConnectConfig.builder()
                    .uri("http://%s:%d".formatted(milvus.host(), milvus.port())).connectTimeoutMs(1).rpcDeadlineMs(1).build());

            assertThat(client.listCollections().getCollectionNames()).isEmpty();
            client.close(3);
        }
    }

    @Test
    void kubernetes_is_given_all_the_time_that_it_takes() {
        try (KubernetesClient client = transport.kubernetes(new ClusterAccess("demo", "https://127.0.0.1:1", ""), () -> "")) {
            Config configuration = client.getConfiguration();

            assertThat(Duration.ofMillis(configuration.getRequestTimeout())).isGreaterThanOrEqualTo(Duration.ofHours(1));
            assertThat(Duration.ofMillis(configuration.getConnectionTimeout())).isGreaterThanOrEqualTo(Duration.ofHours(1));
        }
    }
}
