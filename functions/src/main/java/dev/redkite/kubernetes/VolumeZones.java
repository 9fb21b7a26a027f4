package dev.redkite.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A disk stays in its zone: pods that have one run only where there is a machine in that zone. */
public final class VolumeZones {

    /** The scheduler's word for it (https://github.com/kubernetes/kubernetes/blob/master/pkg/scheduler/framework/plugins/volumebinding/volume_binding.go). */
    private static final String CONFLICT = "volume node affinity conflict";

    private static final String ZONE = "topology.kubernetes.io/zone";

    private VolumeZones() {}

    /**
     * To be set behind a sentence: which zones have volumes and no machine. Asked only where the scheduler speaks of volumes.
     *
     * @param said what is said of the pods
     */
    public static String behind(KubernetesClient kubernetes, String namespace, String said) {
        if (!said.contains(CONFLICT)) {
            return "";
        }
        Set<String> machines = kubernetes.nodes().list().getItems().stream().map(VolumeZones::zone).collect(Collectors.toSet());
        return kubernetes.persistentVolumes().list().getItems().stream()
                .filter(volume -> volume.getSpec().getClaimRef() != null && namespace.equals(volume.getSpec().getClaimRef().getNamespace()))
                .filter(volume -> zones(volume).stream().noneMatch(machines::contains))
                .map(volume -> "; no machine is in zone %s, where the volume of %s is".formatted(
                        String.join(" or ", zones(volume)), volume.getSpec().getClaimRef().getName()))
                .sorted()
                .collect(Collectors.joining());
    }

    private static String zone(Node node) {
        return node.getMetadata().getLabels().getOrDefault(ZONE, "");
    }

    /** Drivers name a zone by keys of their own, all of which end so. */
    private static List<String> zones(PersistentVolume volume) {
        return volume.getSpec().getNodeAffinity() == null ? List.of() : volume.getSpec().getNodeAffinity().getRequired().getNodeSelectorTerms().stream()
                .flatMap(term -> term.getMatchExpressions().stream())
                .filter(requirement -> requirement.getKey().endsWith("/zone"))
                .map(NodeSelectorRequirement::getValues).flatMap(List::stream).distinct().toList();
    }
}
