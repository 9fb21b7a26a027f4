package dev.redkite.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.redkite.sandbox.kubernetes.StatusException;
import dev.redkite.sandbox.kubernetes.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else has in a cluster, what holds a namespace, and what controllers say. */
class ForeignObjectsTest {

    private final TestCluster cluster = new TestCluster();
    private final KubernetesClient kubernetes = cluster.client();

    @BeforeEach
    void namespaces() {
        create("apiVersion: v1\nkind: Namespace\nmetadata: {name: milvus}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private List<HasMetadata> create(String yaml) {
        return kubernetes.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items().stream()
                .map(item -> kubernetes.resource(item).create()).toList();
    }

    private List<String> found() {
        return new ForeignObjects(kubernetes, "milvus", "us-west-2").find().stream().map(ForeignObject::toString).toList();
    }

    private void claim(String namespace, String labels, String finalizers, String volume) {
        create("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data, namespace: %s, labels: {%s}, finalizers: [%s]}
                spec: {accessModes: [ReadWriteOnce], storageClassName: "", volumeName: "%s", resources: {requests: {storage: 20Gi}}}
                """.formatted(namespace, labels, finalizers, volume));
    }

    private void volume(String name, String source, String claim, String policy) {
        create("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: %s}
                spec: {capacity: {storage: 20Gi}, accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: %s, storageClassName: "", %s%s}
                """.formatted(name, policy, source, claim));
    }

    private static final String EBS = "csi: {driver: ebs.csi.aws.com, volumeHandle: vol-1}";

    @Test
    void a_claim_of_somebody_else_is_told_and_one_of_the_release_is_not() {
        claim("shop", "", "", "");
        claim("milvus", "release: milvus", "", "");

        assertThat(found()).containsExactly("PersistentVolumeClaim shop/data (20Gi, no volume yet)");
    }

    @Test
    void a_claim_is_told_with_its_disk_and_a_volume_whose_claim_stands_is_not_told_twice() {
        claim("shop", "", "", "pv-1");
        String id = kubernetes.persistentVolumeClaims().inNamespace("shop").withName("data").get().getMetadata().getUid();
        volume("pv-1", EBS, ", claimRef: {namespace: shop, name: data, uid: %s}".formatted(id), "Delete");

        assertThat(found()).containsExactly("PersistentVolumeClaim shop/data (20Gi on volume vol-1)");
    }

    @Test
    void a_claim_on_its_way_out_is_still_told_for_its_data_is_there() {
        claim("shop", "", "example.com/hold", "");
        kubernetes.persistentVolumeClaims().inNamespace("shop").withName("data").delete();

        assertThat(found()).containsExactly("PersistentVolumeClaim shop/data (20Gi, no volume yet, being deleted)");
    }

    @Test
    void a_claim_is_told_with_who_made_the_pods_that_use_it() {
        claim("shop", "", "", "");
        create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: till, namespace: shop}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: till}}
                  template:
                    metadata: {labels: {app: till}}
                    spec:
                      containers: [{name: till, image: "till:1", volumeMounts: [{name: data, mountPath: /data}]}]
                      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                """);
        create("apiVersion: v1\nkind: Pod\nmetadata: {name: other, namespace: shop}\nspec: {containers: [{name: a, image: \"a:1\"}], volumes: [{name: e, emptyDir: {}}]}");
        cluster.clock.advance(Duration.ofMinutes(1));

        assertThat(found()).containsExactly("PersistentVolumeClaim shop/data (20Gi, no volume yet, used by Deployment till)");
    }

    @Test
    void a_disk_whose_claim_is_gone_is_kept_for_what_is_on_it() {
        String gone = ", claimRef: {namespace: shop, name: gone, uid: 00000000-0000-4000-8000-000000000001}";
        volume("pv-1", EBS, gone, "Retain");
        volume("pv-2", "hostPath: {path: /tmp}", gone, "Retain");

        assertThat(found()).containsExactly("PersistentVolume pv-1 (volume vol-1, Released, reclaim policy Retain)");
    }

    /** As in an environment that is paused, whose driver runs nowhere. */
    @Test
    void a_disk_that_was_given_up_and_that_no_driver_deletes_is_told_with_what_deletes_it() {
        volume("pv-1", EBS, ", claimRef: {namespace: shop, name: gone, uid: 00000000-0000-4000-8000-000000000001}", "Delete");

        assertThat(new ForeignObjects(kubernetes, "milvus", "us-west-2").find()).singleElement().satisfies(volume -> assertThat(volume.moves())
                .containsExactly("kubectl delete persistentvolume pv-1", "aws ec2 delete-volume --region us-west-2 --volume-id vol-1"));
    }

    @Test
    void a_disk_of_ours_that_somebody_keeps_is_told_with_how_to_let_go_of_it() {
        volume("pv-1", EBS, ", claimRef: {namespace: milvus, name: data}", "Retain");
        volume("pv-2", EBS, ", claimRef: {namespace: milvus, name: other}", "Delete");

        assertThat(new ForeignObjects(kubernetes, "milvus", "us-west-2").find()).singleElement().satisfies(object -> {
            assertThat(object).hasToString("PersistentVolume pv-1 (volume vol-1 of claim data, reclaim policy Retain)");
            assertThat(object.moves()).containsExactly(
                    "kubectl patch persistentvolume pv-1 --type=merge -p '{\"spec\":{\"persistentVolumeReclaimPolicy\":\"Delete\"}}'");
        });
    }

    private void service(String namespace, String name, String type, String labels) {
        create("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: %s, labels: {%s}, finalizers: [example.com/hold]}
                spec: {type: %s, selector: {app: a}, ports: [{port: 80}]}
                """.formatted(name, namespace, labels, type));
    }

    @Test
    void what_clients_reach_by_a_load_balancer_is_told_and_what_they_do_not_is_not() {
        service("shop", "till", "LoadBalancer", "");
        service("shop", "inside", "ClusterIP", "");
        service("shop", "leaving", "LoadBalancer", "");
        service("milvus", "milvus", "LoadBalancer", "release: milvus");
        kubernetes.services().inNamespace("shop").withName("leaving").delete();

        assertThat(found()).containsExactly("Service shop/till (no load balancer yet)");
    }

    @Test
    void an_ingress_of_somebody_else_is_told_and_one_that_leaves_is_not() {
        for (String name : List.of("till", "leaving")) {
            create("""
                    apiVersion: networking.k8s.io/v1
                    kind: Ingress
                    metadata: {name: %s, namespace: shop, finalizers: [example.com/hold]}
                    spec: {defaultBackend: {service: {name: till, port: {number: 80}}}}
                    """.formatted(name));
        }
        kubernetes.network().v1().ingresses().inNamespace("shop").withName("leaving").delete();

        assertThat(found()).containsExactly("Ingress shop/till (no load balancer yet)");
    }

    @Test
    void a_namespace_is_held_by_what_has_to_be_let_go_of_first() {
        create("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: free, namespace: shop}");
        create("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: held, namespace: shop, finalizers: [example.com/hold]}");
        service("shop", "till", "ClusterIP", "");
        create("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: elsewhere, namespace: milvus, finalizers: [example.com/hold]}");

        assertThat(new NamespaceContents(kubernetes, "shop").held()).extracting(GenericKubernetesResource::getKind, each -> each.getMetadata().getName())
                .containsExactlyInAnyOrder(tuple("ConfigMap", "held"), tuple("Service", "till"));
    }

    private void event(String name, String type, String about, String at) {
        create("""
                apiVersion: v1
                kind: Event
                metadata: {name: %s, namespace: shop}
                type: %s
                reason: %s
                message: said by %s
                lastTimestamp: %s
                involvedObject: {apiVersion: v1, kind: Service, namespace: shop, name: %s}
                """.formatted(name, type, name, name, at, about));
    }

    @Test
    void what_was_said_last_of_an_object_is_told_if_it_is_a_warning_and_the_object_old() {
        service("shop", "till", "LoadBalancer", "");
        HasMetadata till = kubernetes.services().inNamespace("shop").withName("till").get();
        Instant made = Instant.parse(till.getMetadata().getCreationTimestamp());
        event("first", "Warning", "till", "2026-01-01T00:00:01Z");
        event("second", "Warning", "till", "2026-01-01T00:00:02Z");
        event("others", "Warning", "other", "2026-01-01T00:00:09Z");

        assertThat(Warnings.latest(kubernetes, till, made.plusSeconds(600))).contains("second, said by second");
        assertThat(Warnings.latest(kubernetes, till, made.plusSeconds(599))).isEmpty();
        event("third", "Normal", "till", "2026-01-01T00:00:03Z");
        assertThat(Warnings.latest(kubernetes, till, made.plusSeconds(600))).isEmpty();
    }

    @Test
    void an_object_on_its_way_out_is_old_once_it_has_been_so_for_long() {
        service("shop", "till", "ClusterIP", "");
        cluster.clock.advance(Duration.ofHours(1));
        kubernetes.services().inNamespace("shop").withName("till").delete();
        HasMetadata till = kubernetes.services().inNamespace("shop").withName("till").get();

        assertThat(Warnings.overdue(till, cluster.clock.instant())).isFalse();
        assertThat(Warnings.overdue(till, cluster.clock.instant().plusSeconds(600))).isTrue();
    }

    @Test
    void a_snapshot_that_somebody_took_is_told_where_the_cluster_knows_snapshots() {
        create("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: volumesnapshots.snapshot.storage.k8s.io}
                spec:
                  group: snapshot.storage.k8s.io
                  scope: Namespaced
                  names: {kind: VolumeSnapshot, plural: volumesnapshots, singular: volumesnapshot, listKind: VolumeSnapshotList}
                  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]
                """);
        cluster.clock.advance(Duration.ofMinutes(1));
        for (String name : List.of("nightly", "leaving")) {
            create("apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshot\nmetadata: {name: %s, namespace: shop, finalizers: [example.com/hold]}".formatted(name));
        }
        kubernetes.genericKubernetesResources("snapshot.storage.k8s.io/v1", "VolumeSnapshot").inNamespace("shop").withName("leaving").delete();

        assertThat(found()).containsExactly("VolumeSnapshot shop/nightly (a snapshot)");
    }

    private void unanswered(int code) {
        cluster.fault = Optional.of(StatusException.of(code, "Reason", "the words"));
        cluster.faulted = request -> request.path().endsWith("/apis/apps/v1");
    }

    @ParameterizedTest
    @ValueSource(ints = {503, 404})
    void an_api_that_has_no_pod_to_answer_for_it_has_nothing_in_a_namespace(int code) {
        create("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: held, namespace: shop, finalizers: [example.com/hold]}");
        unanswered(code);

        assertThat(new NamespaceContents(kubernetes, "shop").held()).hasSize(1);
    }

    @Test
    void any_other_failure_of_an_api_is_told() {
        unanswered(500);

        assertThatThrownBy(() -> new NamespaceContents(kubernetes, "shop").held()).isInstanceOf(KubernetesClientException.class);
    }
}
