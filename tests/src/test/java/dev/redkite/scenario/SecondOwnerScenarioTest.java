package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.tenant.Kubectl;
import dev.redkite.sandbox.tenant.SecondOwner;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Somebody else has moved into a cluster of ours: what is theirs is named, and nothing of it is lost. */
class SecondOwnerScenarioTest {

    @AutoClose
    private final MinimalEnvironment environment = new MinimalEnvironment();
    private final Sandbox sandbox = environment.sandbox();

    private SecondOwner movesIn() {
        environment.made();
        return new SecondOwner(sandbox.kubernetes("redkite-demo"));
    }

    /** Refused within a minute, and everything stands as it stood. */
    private String refused() {
        sandbox.advance(Duration.ofMinutes(10));
        Map<String, Map<String, String>> standing = sandbox.world().inventory();
        Outcome outcome = environment.teardown();
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("FAILED");
        assertThat(outcome.error()).isEqualTo("InvalidRequest");
        assertThat(outcome.elapsed()).isLessThan(Duration.ofMinutes(1));
        assertThat(sandbox.world().inventory()).isEqualTo(standing);
        assertThat(Happened.announced(sandbox)).last().isEqualTo("Environment Rejected");
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.READY);
        return outcome.message();
    }

    /** Nothing is done but what was said. */
    private void isRemovedWhenFollowed(String message) {
        assertThat(new Kubectl(sandbox.kubernetes("redkite-demo")).follow(message)).isPositive();
        sandbox.advance(Duration.ofMinutes(10));
        environment.isRemoved(environment.teardown());
    }

    @Test
    void a_claim_of_another_namespace_is_named_with_its_disk_and_with_what_has_to_go_before_it() {
        movesIn().database();

        String said = refused();

        assertThat(said).contains("PersistentVolumeClaim shop/data-orders-0 (8Gi on volume vol-", "used by StatefulSet orders)",
                "Next: move elsewhere what is still needed, let go of it here (kubectl -n shop delete statefulset orders; "
                        + "kubectl -n shop delete persistentvolumeclaim data-orders-0)");
        isRemovedWhenFollowed(said);
    }

    @Test
    void a_service_of_another_namespace_is_named_with_its_load_balancer() {
        movesIn().service("default");

        String said = refused();

        assertThat(said).contains("Service default/web (load balancer k8s-default-web-", "kubectl -n default delete service web");
        isRemovedWhenFollowed(said);
    }

    @Test
    void an_ingress_of_another_namespace_is_named_with_its_load_balancer() {
        movesIn().service("default").ingress("default");

        String said = refused();

        assertThat(said).contains("Ingress default/site (load balancer internal-k8s-default-site-", "kubectl -n default delete ingress site");
        isRemovedWhenFollowed(said);
    }

    @Test
    void what_others_made_in_the_namespace_of_milvus_is_theirs() {
        movesIn().claim("milvus").service("milvus").ingress("milvus");

        String said = refused();

        assertThat(said).contains("PersistentVolumeClaim milvus/backup (20Gi, no volume yet)", "Service milvus/web", "Ingress milvus/site")
                .doesNotContain("milvus/milvus").doesNotContain("etcd");
        isRemovedWhenFollowed(said);
    }

    /** Without it a teardown would wait for the volume to go, in vain, and then sweep what was to stay. */
    @Test
    void a_volume_of_ours_that_somebody_wants_to_keep_is_named() {
        movesIn();
        KubernetesClient kubernetes = sandbox.kubernetes("redkite-demo");
        String volume = kubernetes.persistentVolumes().list().getItems().getFirst().getMetadata().getName();
        kubernetes.persistentVolumes().withName(volume).edit(found -> new PersistentVolumeBuilder(found)
                .editSpec().withPersistentVolumeReclaimPolicy("Retain").endSpec().build());

        String said = refused();

        assertThat(said).contains("PersistentVolume " + volume + " (volume vol-", "of claim data-milvus-etcd-", "reclaim policy Retain)");
        isRemovedWhenFollowed(said);
    }

    @Test
    void a_gateway_of_a_kind_that_its_owner_brought_is_named() {
        movesIn().gateway("default");

        String said = refused();

        assertThat(said).contains("Gateway default/door", "kubectl -n default delete gateway door");
        isRemovedWhenFollowed(said);
    }

    /** What it held stays, and is told as what it is. */
    @Test
    void a_volume_that_is_kept_without_its_claim_is_kept_for_what_is_on_it() {
        movesIn().database();
        sandbox.advance(Duration.ofMinutes(10));
        KubernetesClient kubernetes = sandbox.kubernetes("redkite-demo");
        String volume = kubernetes.persistentVolumeClaims().inNamespace("shop").withName("data-orders-0").get().getSpec().getVolumeName();
        kubernetes.persistentVolumes().withName(volume).edit(found -> new PersistentVolumeBuilder(found)
                .editSpec().withPersistentVolumeReclaimPolicy("Retain").endSpec().build());
        new Kubectl(kubernetes).follow("kubectl delete namespace shop");

        assertThat(refused()).contains("PersistentVolume " + volume + " (volume vol-", "Released, reclaim policy Retain",
                "kubectl delete persistentvolume " + volume);
    }

    /** By this the soak would notice. */
    @Test
    void what_is_taken_from_them_is_noticed_and_what_they_let_go_of_is_not() {
        SecondOwner owner = movesIn().claim("default").service("default");
        assertThat(owner.lost(true)).isEmpty();

        sandbox.kubernetes("redkite-demo").services().inNamespace("default").withName("web").delete();
        sandbox.advance(Duration.ofMinutes(10));

        assertThat(owner.lost(true)).containsExactly("Service web");
        assertThat(owner.lost(false)).containsExactly("PersistentVolumeClaim backup", "Service web");
        assertThat(owner.follows("kubectl -n default delete persistentvolumeclaim backup")).isTrue();
        assertThat(owner.lost(false)).isEmpty();
    }

    @Test
    void a_recreate_is_turned_away_by_it_as_well() {
        movesIn().database();
        sandbox.advance(Duration.ofMinutes(10));
        Map<String, Map<String, String>> standing = sandbox.world().inventory();

        Outcome outcome = sandbox.deliver(Events.recreate("demo"));

        assertThat(outcome.message()).contains("PersistentVolumeClaim shop/data-orders-0");
        assertThat(sandbox.world().inventory()).isEqualTo(standing);
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.READY);
    }

    @Test
    void an_environment_that_was_not_torn_down_can_be_updated_as_before() {
        movesIn().service("default");
        refused();

        environment.made();
    }
}
