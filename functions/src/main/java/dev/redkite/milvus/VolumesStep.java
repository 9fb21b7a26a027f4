package dev.redkite.milvus;

import dev.redkite.failure.StageBroken;
import dev.redkite.platform.Clusters;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** etcd's volumes: made by its StatefulSet, kept by {@code helm uninstall}, and gone only while nodes and CSI driver live. */
record VolumesStep(Clusters clusters, InstantSource time) implements Step<MilvusIdentity, Void> {

    /** Finalizers of Kubernetes, the driver and the snapshots come off by themselves once their work is done. */
    private static final List<String> PASSING = List.of("kubernetes.io/", "external-provisioner.volume.kubernetes.io/", "external-attacher/",
            "snapshot.storage.kubernetes.io/");

    /** Whoever has set another one and lives has taken it off by then. */
    private static final Duration USUAL = Duration.ofMinutes(1);

    /**
     * Six minutes after which a disk is detached by force
     * (https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/volume/attachdetach/attach_detach_controller.go,
     * ReconcilerMaxWaitForUnmountDuration), and some for the deletion.
     */
    private static final Duration DETACHED = Duration.ofMinutes(10);

    @Override
    public Progress<Void> run(MilvusIdentity identity) {
        KubernetesClient kubernetes = clusters.kubernetes(identity.cluster());
        String namespace = identity.namespace();
        kubernetes.persistentVolumeClaims().inNamespace(namespace).list().getItems().stream()
                .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                .forEach(claim -> kubernetes.resource(claim).delete());
        List<PersistentVolumeClaim> claims = kubernetes.persistentVolumeClaims().inNamespace(namespace).list().getItems();
        refuseHeld(claims);
        List<PersistentVolume> volumes = kubernetes.persistentVolumes().list().getItems().stream()
                .filter(volume -> volume.getSpec().getClaimRef() != null
                        && namespace.equals(volume.getSpec().getClaimRef().getNamespace()))
                .filter(volume -> !heldBySomebody(volume))
                .toList();
        return claims.isEmpty() && (volumes.stream().allMatch(this::forsaken) || driverIsGone(kubernetes))
                ? Progress.done()
                : new Pending<>("%d claims and %d volumes are being deleted".formatted(claims.size(), volumes.size()));
    }

    /** The disk of such a claim would stay for as long as the claim does, and somebody may still be at work on it. */
    private void refuseHeld(List<PersistentVolumeClaim> claims) {
        Instant now = time.instant();
        List<PersistentVolumeClaim> held = claims.stream()
                .filter(VolumesStep::heldBySomebody)
                .filter(claim -> now.isAfter(Instant.parse(claim.getMetadata().getDeletionTimestamp()).plus(USUAL)))
                .toList();
        if (!held.isEmpty()) {
            HeldObjects objects = new HeldObjects(held);
            throw new StageBroken("Volumes of Milvus are being deleted and do not go. They are held by %s. Next: %s".formatted(objects.sentence(), objects.next()));
        }
    }

    /** The driver takes its finalizer off a volume when the disk is gone, so nothing is left of one that others' alone hold. */
    private static boolean heldBySomebody(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null && !object.getMetadata().getFinalizers().isEmpty()
                && object.getMetadata().getFinalizers().stream().noneMatch(finalizer -> PASSING.stream().anyMatch(finalizer::startsWith));
    }

    /**
     * Released for so long that its driver does not come to it any more, as when its add-on or what its role may was deleted: the
     * disk is then swept by its tags as well. Until then it is left to the driver, which takes the volume's object along.
     */
    private boolean forsaken(PersistentVolume volume) {
        return Optional.ofNullable(volume.getStatus())
                .filter(status -> "Released".equals(status.getPhase()) || "Failed".equals(status.getPhase()))
                .map(PersistentVolumeStatus::getLastPhaseTransitionTime)
                .map(since -> time.instant().isAfter(Instant.parse(since).plus(DETACHED)))
                .orElse(false);
    }

    /** Without a node the driver runs nowhere; the disks are then swept by their tags, once the cluster is gone. */
    private static boolean driverIsGone(KubernetesClient kubernetes) {
        return kubernetes.nodes().list().getItems().isEmpty();
    }
}
