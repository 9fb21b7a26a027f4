package dev.redkite.contract.controlplane;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** The CSI driver's provisioner: a volume in the zone of the node that was chosen, and none once its claim is gone. */
final class Volumes {

    private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String DRIVER = "ebs.csi.aws.com";

    private final KubernetesClient kubernetes;

    Volumes(KubernetesClient kubernetes) {
        this.kubernetes = kubernetes;
    }

    void turn() {
        kubernetes.persistentVolumeClaims().inAnyNamespace().list().getItems().stream()
                .filter(claim -> claim.getSpec().getVolumeName() == null && claim.getMetadata().getAnnotations() != null
                        && claim.getMetadata().getAnnotations().containsKey(SELECTED_NODE))
                .forEach(this::provision);
        kubernetes.persistentVolumes().list().getItems().stream()
                .filter(volume -> "Released".equals(volume.getStatus().getPhase()))
                .forEach(volume -> Kubelets.unlessChanged(() -> kubernetes.resource(volume).delete()));
    }

    private void provision(PersistentVolumeClaim claim) {
        String name = "pvc-" + claim.getMetadata().getUid();
        Node node = kubernetes.nodes().withName(claim.getMetadata().getAnnotations().get(SELECTED_NODE)).get();
        if (kubernetes.persistentVolumes().withName(name).get() == null) {
            kubernetes.resource(volume(name, claim, node.getMetadata().getLabels().get(ZONE))).create();
        }
    }

    private static PersistentVolume volume(String name, PersistentVolumeClaim claim, String zone) {
        return new PersistentVolumeBuilder()
                .withNewMetadata().withName(name)
                .withAnnotations(Map.of("pv.kubernetes.io/provisioned-by", DRIVER)).endMetadata()
                .withNewSpec()
                .withAccessModes(claim.getSpec().getAccessModes())
                .withCapacity(claim.getSpec().getResources().getRequests())
                .withStorageClassName(claim.getSpec().getStorageClassName())
                .withPersistentVolumeReclaimPolicy("Delete")
                .withNewClaimRef().withApiVersion("v1").withKind("PersistentVolumeClaim")
                .withNamespace(claim.getMetadata().getNamespace()).withName(claim.getMetadata().getName())
                .withUid(claim.getMetadata().getUid()).endClaimRef()
                .withNewCsi().withDriver(DRIVER).withVolumeHandle("vol-" + name).endCsi()
                .withNewNodeAffinity().withNewRequired().addNewNodeSelectorTerm()
                .addNewMatchExpression().withKey(ZONE).withOperator("In").withValues(zone).endMatchExpression()
                .endNodeSelectorTerm().endRequired().endNodeAffinity()
                .endSpec().build();
    }
}
