package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.tenant.Kubectl;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A namespace that does not go, for something in it has a finalizer that nobody takes off. */
class HeldNamespaceScenarioTest {

    @AutoClose
    private final MinimalEnvironment environment = new MinimalEnvironment();
    private final Sandbox sandbox = environment.sandbox();

    private KubernetesClient made() {
        environment.made();
        return sandbox.kubernetes("redkite-demo");
    }

    @Test
    void somebody_else_s_object_is_named_at_once_in_the_words_of_kubernetes_and_what_frees_it_works() {
        made().configMaps().inNamespace("milvus").resource(new ConfigMapBuilder()
                .withNewMetadata().withName("stuck").withFinalizers("example.com/never").endMetadata().build()).create();

        Outcome outcome = environment.teardown();

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
        environment.isRemoved(environment.teardown());
    }

    @Test
    void a_claim_that_somebody_holds_is_named_at_once_for_its_disk_would_stay() {
        KubernetesClient kubernetes = made();
        kubernetes.persistentVolumeClaims().inNamespace("milvus").withName("data-milvus-etcd-0").edit(found -> new PersistentVolumeClaimBuilder(found)
                .editMetadata().addToFinalizers("example.com/never").endMetadata().build());

        Outcome outcome = environment.teardown();

        assertThat(outcome.message()).contains("They are held by PersistentVolumeClaim milvus/data-milvus-etcd-0 (example.com/never). Next: ");
        assertThat(outcome.elapsed()).isLessThan(Duration.ofMinutes(15));
        assertThat(new Kubectl(kubernetes).follow(outcome.message())).isEqualTo(1);
        environment.isRemoved(environment.teardown());
    }

    @Test
    void a_service_and_an_ingress_that_somebody_holds_go_with_the_cluster_once_they_have_no_load_balancers() {
        KubernetesClient kubernetes = made();
        kubernetes.services().inNamespace("milvus").withName("milvus").edit(found -> new ServiceBuilder(found)
                .editMetadata().addToFinalizers("example.com/never").endMetadata().build());
        kubernetes.network().v1().ingresses().inNamespace("milvus").withName("milvus-attu").edit(found -> new IngressBuilder(found)
                .editMetadata().addToFinalizers("example.com/never").endMetadata().build());

        environment.isRemoved(environment.teardown());
    }

    @Test
    void an_object_of_the_release_goes_with_the_cluster() {
        made().configMaps().inNamespace("milvus").withName("milvus").edit(found -> new ConfigMapBuilder(found)
                .editMetadata().addToFinalizers("example.com/never").endMetadata().build());

        environment.isRemoved(environment.teardown());
    }

    @Test
    void one_that_somebody_deleted_by_hand_is_explained_on_the_way_up_too_and_is_made_anew() {
        KubernetesClient kubernetes = made();
        kubernetes.configMaps().inNamespace("milvus").resource(new ConfigMapBuilder()
                .withNewMetadata().withName("stuck").withFinalizers("example.com/never").endMetadata().build()).create();
        kubernetes.namespaces().withName("milvus").delete();
        sandbox.advance(Duration.ofMinutes(5));

        Outcome outcome = environment.provision();

        assertThat(outcome.phase()).isEqualTo("FAILED");
        assertThat(outcome.message()).contains("It is held by ConfigMap milvus/stuck (example.com/never), which Redkite did not make. Next: ");
        assertThat(new Kubectl(kubernetes).follow(outcome.message())).isEqualTo(1);
        sandbox.advance(Duration.ofMinutes(2));
        environment.made();
    }

    @Test
    void an_object_of_the_release_that_keeps_it_from_being_made_anew_is_told_in_the_words_of_kubernetes() {
        KubernetesClient kubernetes = made();
        kubernetes.configMaps().inNamespace("milvus").withName("milvus").edit(found -> new ConfigMapBuilder(found)
                .editMetadata().addToFinalizers("example.com/never").endMetadata().build());
        kubernetes.namespaces().withName("milvus").delete();
        sandbox.advance(Duration.ofMinutes(5));

        assertThat(environment.provision().message()).contains("namespace milvus is being deleted: ",
                "example.com/never in 1 resource instances", "Next: let whoever set what holds it finish").doesNotContain("helm history");
    }

    @Test
    void a_pod_that_somebody_holds_is_named_while_it_is_there() {
        KubernetesClient kubernetes = made();
        String pod = kubernetes.pods().inNamespace("milvus").list().getItems().getFirst().getMetadata().getName();
        kubernetes.pods().inNamespace("milvus").withName(pod).edit(found -> new PodBuilder(found)
                .editMetadata().addToFinalizers("example.com/never").endMetadata().build());

        Outcome outcome = environment.teardown();

        assertThat(outcome.message()).contains(pod);
    }
}
