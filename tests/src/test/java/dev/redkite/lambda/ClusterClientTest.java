package dev.redkite.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.platform.ClusterAccess;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import dev.redkite.sandbox.kubernetes.TestCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClusterClientTest {

    @Test
    void asks_for_the_token_at_every_request() {
        AtomicInteger asked = new AtomicInteger();
        try (TestCluster cluster = new TestCluster();
                KubernetesClient client = ClusterClient.to(
                        new ClusterAccess("demo", cluster.endpoint(), FakeKubernetesCluster.certificateAuthorityData()),
                        () -> {
                            asked.incrementAndGet();
                            return TestCluster.TOKEN;
                        })) {
            client.namespaces().list();
            int first = asked.get();
            client.namespaces().list();
            assertThat(first).isPositive();
            assertThat(asked.get()).isGreaterThan(first);
        }
    }
}
