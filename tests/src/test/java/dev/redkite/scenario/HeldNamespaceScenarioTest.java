package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Kubectl;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A namespace that does not go, for something in it has a finalizer that nobody takes off. */
class HeldNamespaceScenarioTest {

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(SandboxSettings.of(event).inProcess());
    private final Map<String, Map<String, String>> before = sandbox.world().inventory();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private KubernetesClient made() {
        Outcome outcome = sandbox.deliver(event);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        return sandbox.kubernetes("redkite-demo");
    }

    private void isRemoved(Outcome outcome) {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
        assertThat(sandbox.world().inventory()).isEqualTo(before);
    }

    @Test
    void somebody_else_s_object_is_named_at_once_in_the_words_of_kubernetes_and_what_frees_it_works() {
        made().configMaps().inNamespace("milvus").resource(new ConfigMapBuilder()
                .withNewMetadata().withName("stuck").withFinalizers("example.com/never").endMetadata().build()).create();

        Outcome outcome = sandbox.deliver(Events.teardown("demo"));

        assertThat(outcome.phase()).isEqualTo("FAILED");
        assertThat(outcome.message()).startsWith("MilvusRelease: Namespace milvus of redkite-demo is being deleted and does not go: ").contains(
                "Some resources are remaining: configmaps. has 1 resource instances",
                "Some content in the namespace has finalizers remaining: example.com/never in 1 resource instances",
                "It is held by ConfigMap milvus/stuck (example.com/never), which Redkite did not make. Next: let whoever set the finalizer"
                        + " finish, or take it off (kubectl -n milvus patch configmap stuck --type=merge");
        assertThat(outcome.elapsed()).isLessThan(Duration.ofMinutes(15));
        assertThat(sandbox.world().inventory().keySet()).anyMatch(thing -> thing.startsWith("eks:cluster/redkite-demo"))
                .noneMatch(thing -> thing.startsWith("kafka:cluster/redkite-demo/"));
        assertThat(new Kubectl(sandbox.kubernetes("redkite-demo")).follow(outcome.message())).isEqualTo(1);
        isRemoved(sandbox.deliver(Events.again(Events.teardown("demo"), 1)));
    }

    @Test
    void an_object_of_the_release_goes_with_the_cluster() {
        made().configMaps().inNamespace("milvus").withName("milvus").edit(found -> new ConfigMapBuilder(found)
                .editMetadata().addToFinalizers("example.com/never").endMetadata().build());

        isRemoved(sandbox.deliver(Events.teardown("demo")));
    }
}
