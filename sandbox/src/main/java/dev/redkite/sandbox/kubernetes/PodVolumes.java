package dev.redkite.sandbox.kubernetes;

import java.util.List;

/** Which claims a pod uses, and where their volumes are. */
final class PodVolumes {

    static final String ZONE = "topology.kubernetes.io/zone";

    private PodVolumes() {}

    static List<String> claims(KubernetesObject pod) {
        return pod.stream("spec", "volumes")
                .map(volume -> volume.at("/persistentVolumeClaim/claimName").asText(""))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    static String zone(KubernetesObject volume) {
        return volume.labels().getOrDefault(ZONE, "");
    }
}
