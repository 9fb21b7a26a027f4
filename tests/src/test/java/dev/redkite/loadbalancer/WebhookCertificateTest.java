package dev.redkite.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.chart.Helm;
import dev.redkite.chart.NativeHelm;
import dev.redkite.environment.Plan;
import dev.redkite.kubernetes.ClusterAccess;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.kubernetes.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The chart draws a certificate at each revision unless it is told to keep the one that is there. With another, the API server
 * would trust pods that do not serve it yet, and refuse every Ingress meanwhile (x509: certificate signed by unknown authority).
 */
class WebhookCertificateTest {

    private static final String SYSTEM = "kube-system";
    private static final String NAME = "aws-load-balancer-controller";

    private final TestCluster cluster = new TestCluster().withNodes(1);

    @AfterEach
    void close() {
        cluster.close();
    }

    private static JsonNode values(Map<String, String> tags) {
        return LoadBalancerControllerSpec.values(
                new Plan("demo", 1, "123456789012", "us-west-2", tags, false, null, null, null, null, null, null, null, null, null,
                        null, List.of()),
                new ClusterAccess("redkite-demo", "https://127.0.0.1:1", ""), "vpc-1", "arn:aws:iam::123456789012:role/controller");
    }

    @Test
    void stays_when_the_controller_is_upgraded() {
        Helm helm = new NativeHelm(cluster::kubeconfig);
        Path chart = StandInCharts.only().require(NAME, "3.5.0", "");
        helm.install(SYSTEM, NAME, chart, values(Map.of()));
        String first = authority();
        helm.upgrade(SYSTEM, NAME, chart, values(Map.of("team", "search")));
        assertThat(authority()).isEqualTo(first).isEqualTo(trusted());
    }

    private String authority() {
        return cluster.client().secrets().inNamespace(SYSTEM).withName("aws-load-balancer-tls").get().getData().get("ca.crt");
    }

    private String trusted() {
        return cluster.client().admissionRegistration().v1().validatingWebhookConfigurations().withName("aws-load-balancer-webhook")
                .get().getWebhooks().getFirst().getClientConfig().getCaBundle();
    }
}
