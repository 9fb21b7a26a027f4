package dev.redkite.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.chart.StageCalls;
import dev.redkite.chart.TestPlatform;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.kafka.KafkaCredentialsFacts;
import dev.redkite.loadbalancer.LoadBalancerControllerFunction;
import dev.redkite.platform.Charts;
import dev.redkite.sandbox.charts.StandInCharts;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/**
 * Controller and Milvus in a cluster, made by their functions on stand-in charts; with {@code -Dredkite.charts=DIR} on
 * the real archives in that directory, whatever their digest.
 */
final class Installed implements AutoCloseable {

    final TestPlatform platform;
    final KubernetesClient kubernetes;
    KafkaCredentialsFacts login;

    Installed() {
        this(new TestPlatform(charts()));
    }

    private Installed(TestPlatform platform) {
        this.platform = platform;
        kubernetes = platform.kubernetes();
    }

    static Installed byHelmItself() {
        return new Installed(TestPlatform.withHelmItself(charts()));
    }

    static Charts charts() {
        String directory = System.getProperty("redkite.charts");
        return directory == null
                ? StandInCharts.only()
                : (name, chartVersion, _) -> Path.of(directory, name + "-" + chartVersion + ".tgz");
    }

    StageCalls calls(Plan plan) {
        MilvusReleaseSpec spec = Plans.spec(plan);
        ObjectNode facts = Json.object();
        facts.set("eksCluster", Json.tree(platform.access()));
        facts.set("network", Json.tree(spec.surroundings().network()));
        facts.set("kafkaCluster", Json.tree(spec.surroundings().kafka()));
        facts.set("kafkaCredentials", Json.tree(login == null ? spec.surroundings().credentials() : login));
        facts.set("objectStorage", Json.tree(spec.surroundings().storage()));
        facts.set("workloadIdentity", Json.tree(spec.surroundings().identity()));
        facts.set("storageClass", Json.tree(spec.surroundings().storageClass()));
        return new StageCalls(platform, plan, facts);
    }

    JsonNode controller(Plan plan) {
        return calls(plan).finish(new LoadBalancerControllerFunction(platform), "ensure");
    }

    JsonNode foundation(Plan plan) {
        return calls(plan).finish(new MilvusFoundationFunction(platform), "ensure");
    }

    JsonNode milvus(Plan plan) {
        return calls(plan).finish(new MilvusReleaseFunction(platform), "ensure");
    }

    void remove(Plan plan) {
        calls(plan).finish(new MilvusReleaseFunction(platform), "retire");
    }

    @Override
    public void close() {
        platform.close();
    }
}
