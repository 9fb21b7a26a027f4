package dev.redkite.milvus;

import dev.redkite.outside.Outside;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Stage;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** etcd's volumes: made by its StatefulSet, kept by {@code helm uninstall}, and gone only while nodes and CSI driver live. */
record VolumesStage(Outside outside) implements Stage<MilvusReleaseSpec, Void> {

    @Override
    public Progress<Void> ensure(MilvusReleaseSpec wanted) {
        return new Done<>(null);
    }

    @Override
    public Progress<Void> retire(MilvusReleaseSpec wanted) {
        KubernetesClient kubernetes = outside.kubernetes(wanted.cluster());
        String namespace = wanted.namespace();
        kubernetes.persistentVolumeClaims().inNamespace(namespace).list().getItems().stream()
                .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                .forEach(claim -> kubernetes.resource(claim).delete());
        int claims = kubernetes.persistentVolumeClaims().inNamespace(namespace).list().getItems().size();
        List<PersistentVolume> volumes = kubernetes.persistentVolumes().list().getItems().stream()
                .filter(volume -> volume.getSpec().getClaimRef() != null
                        && namespace.equals(volume.getSpec().getClaimRef().getNamespace()))
                .toList();
        return claims == 0 && (volumes.isEmpty() || driverIsGone(kubernetes))
                ? new Done<>(null)
                : new Pending<>("%d claims and %d volumes are being deleted".formatted(claims, volumes.size()));
    }

    /** Without a node the driver runs nowhere; the disks are then swept by their tags, once the cluster is gone. */
    private static boolean driverIsGone(KubernetesClient kubernetes) {
        return kubernetes.nodes().list().getItems().isEmpty();
    }
}
