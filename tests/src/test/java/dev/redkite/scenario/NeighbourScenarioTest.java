package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import dev.redkite.sandbox.kubernetes.NetworkPolicies.Asker;
import dev.redkite.sandbox.kubernetes.NetworkPolicies;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;

/** What docs/limits.md says of other pods in the cluster is so, before its commands and after. */
class NeighbourScenarioTest {

    private static final ObjectNode EVENT = Events.read("01-minimal");
    private static final String CLUSTER = "redkite-demo";
    private static final Asker NEIGHBOUR = new Asker("shop", Map.of("app", "shop"));
    private static final Asker MILVUS = new Asker("milvus", Map.of("component", "proxy"));

    private static String page(String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(Files.readString(Path.of("..", "docs", "limits.md")));
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private static String configuration(Sandbox sandbox) {
        return sandbox.world().client(EksClient.class)
                .describeAddon(request -> request.clusterName(CLUSTER).addonName("vpc-cni")).addon().configurationValues();
    }

    /** Ports of Milvus' pods, by whoever asks: all while nobody enforces policies. */
    private static Set<Integer> reached(Sandbox sandbox, Asker asker) {
        FakeKubernetesCluster cluster = sandbox.clusters().all().get(CLUSTER);
        boolean enforced = Json.parse(configuration(sandbox)).path("enableNetworkPolicy").asText().equals("true");
        NetworkPolicies policies = new NetworkPolicies(cluster::objects);
        Set<Integer> ports = new TreeSet<>();
        for (JsonNode pod : cluster.objects("pods")) {
            if (pod.path("metadata").path("namespace").asText().equals("milvus")) {
                pod.path("spec").path("containers").valueStream().flatMap(container -> container.path("ports").valueStream())
                        .map(port -> port.path("containerPort").asInt())
                        .filter(port -> !enforced || policies.lets(asker, pod, port))
                        .forEach(ports::add);
            }
        }
        return ports;
    }

    @Test
    void the_page_s_commands_close_everything_but_the_doors_and_updates_keep_that() throws IOException {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(EVENT))) {
            assertThat(sandbox.deliver(EVENT).phase()).isEqualTo("READY");
            Set<Integer> every = reached(sandbox, NEIGHBOUR);
            assertThat(every).contains(2379, 2380, 19530, 9091, 3000).hasSizeGreaterThan(6);

            enforce(sandbox, page("--configuration-values '([^']*)'"), page("```yaml\n(.*?)```"));

            assertThat(reached(sandbox, NEIGHBOUR)).containsExactly(3000, 9091, 19530);
            assertThat(reached(sandbox, MILVUS)).isEqualTo(every);
            assertThat(sandbox.deliver(Events.again(EVENT, 1)).phase()).isEqualTo("READY");
            assertThat(Json.parse(configuration(sandbox))).isEqualTo(Json.parse(page("--configuration-values '([^']*)'")));
            assertThat(reached(sandbox, NEIGHBOUR)).containsExactly(3000, 9091, 19530);
            assertThat(sandbox.deliver(Events.again(Events.teardown("demo"), 2)).phase()).isEqualTo("REMOVED");
        }
    }

    private static void enforce(Sandbox sandbox, String configuration, String policy) {
        EksClient eks = sandbox.world().client(EksClient.class);
        String role = eks.describeAddon(request -> request.clusterName(CLUSTER).addonName("vpc-cni")).addon().serviceAccountRoleArn();
        eks.updateAddon(request -> request.clusterName(CLUSTER).addonName("vpc-cni").resolveConflicts("OVERWRITE")
                .serviceAccountRoleArn(role).configurationValues(configuration));
        sandbox.kubernetes(CLUSTER).resource(Serialization.unmarshal(policy, NetworkPolicy.class)).create();
        sandbox.advance(Duration.ofMinutes(10));
    }
}
