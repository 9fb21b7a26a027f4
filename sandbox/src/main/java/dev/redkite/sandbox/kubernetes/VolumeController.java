package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Claims and volumes of the EBS CSI driver: made in the zone of the first pod's node, deleted after their claim. */
final class VolumeController implements ControlLoop.Controller {

    static final String DRIVER = "ebs.csi.aws.com";
    private static final String CLAIM_PROTECTION = "kubernetes.io/pvc-protection";
    private static final String VOLUME_FINALIZER = "external-provisioner.volume.kubernetes.io/finalizer";
    private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";

    /** Of claims and disks that are settled, only whether they stay so. */
    @Override
    public Supplier<?> outside(ClusterState state) {
        List<KubernetesObject> volumes = state.store.list("persistentvolumes");
        boolean settled = Stream.concat(state.store.list("persistentvolumeclaims").stream(), volumes.stream())
                .allMatch(each -> !each.deleting() && each.text("status", "phase").equals("Bound"));
        if (!settled) {
            return Object::new;
        }
        List<String> disks = volumes.stream().map(volume -> volume.text("spec", "csi", "volumeHandle")).toList();
        Supplier<?> whereabouts = state.cloud.volumes().whereabouts(disks);
        return () -> disks.isEmpty() ? "" : List.of(state.cloud.volumes().driverActive(state.now()), whereabouts.get());
    }

    @Override
    public void reconcile(ClusterState state) {
        for (KubernetesObject claim : state.store.list("persistentvolumeclaims")) {
            if (claim.deleting()) {
                release(state, claim);
            } else if (!claim.text("status", "phase").equals("Bound")) {
                provision(state, claim);
            }
        }
        for (KubernetesObject volume : state.store.list("persistentvolumes")) {
            attach(state, volume);
            reclaim(state, volume);
        }
    }

    /** The add-on is nothing without a node to run on. */
    private static boolean driverRuns(ClusterState state) {
        return state.cloud.volumes().driverActive(state.now()) && !state.store.list("nodes").isEmpty();
    }

    /** A disk is on the machine of the pod that uses its claim; without the driver it stays where it is. */
    private static void attach(ClusterState state, KubernetesObject volume) {
        if (!driverRuns(state)) {
            return;
        }
        String claim = volume.text("spec", "claimRef", "name");
        Optional<String> instance = state.store.list("pods", volume.text("spec", "claimRef", "namespace")).stream()
                .filter(pod -> Pods.claims(pod).contains(claim) && !Pods.finished(pod))
                .flatMap(pod -> state.find("nodes", "", pod.text("spec", "nodeName")).stream())
                .map(node -> node.text("spec", "providerID").replaceFirst("^.*/", ""))
                .findFirst();
        state.cloud.volumes().attach(volume.text("spec", "csi", "volumeHandle"), instance, state.now());
    }

    /** A claim in use by a pod stays until the pod is gone. */
    private static void release(ClusterState state, KubernetesObject claim) {
        boolean used = state.store.list("pods", claim.namespace()).stream()
                .anyMatch(pod -> Pods.claims(pod).contains(claim.name()) && !Pods.finished(pod));
        if (!used && claim.finalizers().contains(CLAIM_PROTECTION)) {
            state.deletion.removeFinalizer(claim, CLAIM_PROTECTION);
        }
    }

    private static void provision(ClusterState state, KubernetesObject claim) {
        Optional<KubernetesObject> found = state.find(
                "storageclasses.storage.k8s.io", "", claim.text("spec", "storageClassName"));
        if (found.isEmpty() || !found.get().text("provisioner").equals(DRIVER)
                || !driverRuns(state)) {
            return;
        }
        KubernetesObject storageClass = found.get();
        boolean waits = storageClass.text("volumeBindingMode").equals("WaitForFirstConsumer");
        List<KubernetesObject> nodes = state.store.list("nodes");
        Optional<String> zone = (waits
                        ? state.find("nodes", "", claim.annotation(SELECTED_NODE))
                        : nodes.stream().findFirst())
                .map(node -> node.labels().get(NodeController.ZONE));
        zone.ifPresent(where -> provision(state, claim, storageClass, where));
    }

    private static void provision(ClusterState state, KubernetesObject claim, KubernetesObject storageClass, String zone) {
        String name = "pvc-" + claim.uid();
        Optional<KubernetesObject> volume = state.find("persistentvolumes", "", name);
        if (volume.isEmpty()) {
            Map<String, String> parameters = Json.strings(storageClass.at("parameters"));
            long bytes = Quantities.bytes(claim.text("spec", "resources", "requests", "storage"));
            state.cloud.volumes()
                    .ensure(new CloudVolumes.VolumeRequest(name, zone, bytes, parameters, tags(state, claim, name, parameters)), state.now())
                    .ifPresent(id -> create(state, claim, storageClass, name, id, zone));
        } else if (state.reached(Instant.parse(volume.get().text("metadata", "creationTimestamp"))
                .plus(state.times.volumeBound()))) {
            bind(state, claim, volume.get());
        }
    }

    /**
     * As the driver tags when it knows the cluster, which the EKS add-on tells it, and as the storage class says
     * (https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md).
     */
    private static Map<String, String> tags(
            ClusterState state, KubernetesObject claim, String name, Map<String, String> parameters) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("kubernetes.io/created-for/pvc/namespace", claim.namespace());
        tags.put("kubernetes.io/created-for/pvc/name", claim.name());
        tags.put("kubernetes.io/created-for/pv/name", name);
        tags.put("CSIVolumeName", name);
        tags.put("Name", state.cluster + "-dynamic-" + name);
        tags.put("KubernetesCluster", state.cluster);
        tags.put("kubernetes.io/cluster/" + state.cluster, "owned");
        tags.put("ebs.csi.aws.com/cluster", "true");
        parameters.keySet().stream().filter(parameter -> parameter.startsWith("tagSpecification_")).sorted()
                .map(parameter -> parameters.get(parameter).split("=", 2))
                .forEach(tag -> tags.put(tag[0], tag.length > 1 ? tag[1] : ""));
        return tags;
    }

    private static void create(ClusterState state, KubernetesObject claim, KubernetesObject storageClass,
            String name, String volumeId, String zone) {
        ObjectNode json = Json.object();
        ObjectNode metadata = json.putObject("metadata").put("name", name);
        metadata.putObject("labels").put(NodeController.ZONE, zone);
        metadata.putObject("annotations").put("pv.kubernetes.io/provisioned-by", DRIVER);
        Deletion.addFinalizer(json, "kubernetes.io/pv-protection");
        Deletion.addFinalizer(json, VOLUME_FINALIZER);
        ObjectNode spec = json.putObject("spec");
        spec.putObject("capacity").put("storage", claim.text("spec", "resources", "requests", "storage"));
        spec.set("accessModes", claim.at("spec", "accessModes").deepCopy());
        spec.put("persistentVolumeReclaimPolicy", storageClass.text("reclaimPolicy"));
        spec.put("storageClassName", storageClass.name()).put("volumeMode", "Filesystem");
        spec.putObject("csi").put("driver", DRIVER).put("volumeHandle", volumeId)
                .put("fsType", storageClass.at("parameters", "csi.storage.k8s.io/fstype").asText("ext4"));
        spec.putObject("nodeAffinity").putObject("required").putArray("nodeSelectorTerms").addObject().putArray("matchExpressions").addObject()
                .put("key", NodeController.ZONE).put("operator", "In").putArray("values").add(zone);
        spec.putObject("claimRef").put("apiVersion", "v1").put("kind", "PersistentVolumeClaim")
                .put("namespace", claim.namespace()).put("name", claim.name()).put("uid", claim.uid());
        json.putObject("status").put("phase", "Pending");
        state.create("persistentvolumes", json);
    }

    private static void bind(ClusterState state, KubernetesObject claim, KubernetesObject volume) {
        state.store.change(volume, json -> Json.objectAt(json, "status").put("phase", "Bound"));
        state.store.change(claim, json -> {
            Json.objectAt(json, "spec").put("volumeName", volume.name());
            ObjectNode status = Json.objectAt(json, "status").put("phase", "Bound");
            status.set("accessModes", claim.at("spec", "accessModes").deepCopy());
            status.putObject("capacity").put("storage", volume.text("spec", "capacity", "storage"));
        });
    }

    private static void reclaim(ClusterState state, KubernetesObject volume) {
        boolean claimed = state
                .find("persistentvolumeclaims", volume.text("spec", "claimRef", "namespace"), volume.text("spec", "claimRef", "name"))
                .filter(claim -> claim.uid().equals(volume.text("spec", "claimRef", "uid")))
                .isPresent();
        if (claimed) {
            return;
        }
        KubernetesObject released = state.store.change(volume, json -> {
            ObjectNode status = Json.objectAt(json, "status").put("phase", "Released");
            Json.putIfMissing(status, "lastPhaseTransitionTime", state.store.timestamp());
        });
        boolean deletes = volume.deleting() || volume.text("spec", "persistentVolumeReclaimPolicy").equals("Delete");
        Instant due = Instant.parse(released.text("status", "lastPhaseTransitionTime")).plus(state.times.volumeReleased());
        if (deletes && state.reached(due) && driverRuns(state)
                && state.cloud.volumes().remove(volume.text("spec", "csi", "volumeHandle"), state.now())) {
            state.store.remove(released);
        }
    }
}
