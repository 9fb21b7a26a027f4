package dev.redkite.kubernetes;

import dev.redkite.kubernetes.ForeignObject.Reference;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody else made in a cluster of ours and would lose with it: claims and volumes with their data, and what clients
 * reach through a load balancer. Everything else is no more than its manifest, and its owner has that.
 */
public record ForeignObjects(KubernetesClient kubernetes, String release, String region) {

    private static final String DISKS = "ebs.csi.aws.com";

    /** A kind that a cluster has only where somebody brought it, and which holds something outside of it. */
    private record Brought(String group, String version, String kind, String holds) {}

    /**
     * https://kubernetes-csi.github.io/docs/snapshot-restore-feature.html and
     * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/gateway/.
     */
    private static final List<Brought> BROUGHT = List.of(
            new Brought("snapshot.storage.k8s.io", "v1", "VolumeSnapshot", "a snapshot"),
            new Brought("gateway.networking.k8s.io", "v1", "Gateway", "what is reached through it"));

    /** In the order in which they are best told: what holds data first. */
    public List<ForeignObject> find() {
        List<PersistentVolume> volumes = kubernetes.persistentVolumes().list().getItems();
        List<PersistentVolumeClaim> claims = kubernetes.persistentVolumeClaims().inAnyNamespace().list().getItems();
        List<ForeignObject> found = new ArrayList<>();
        claims.stream().filter(this::foreign).map(claim -> foreignObject(claim, volumes)).forEach(found::add);
        Map<String, PersistentVolumeClaim> byId =
                claims.stream().collect(Collectors.toMap(claim -> claim.getMetadata().getUid(), Function.identity()));
        volumes.stream().filter(volume -> foreign(volume, byId)).map(this::foreignObject).forEach(found::add);
        volumes.stream().filter(this::retained).map(ForeignObjects::toldAsRetained).forEach(found::add);
        kubernetes.services().inAnyNamespace().list().getItems().stream()
                .filter(service -> "LoadBalancer".equals(service.getSpec().getType()) && foreign(service) && !leaving(service))
                .map(ForeignObjects::foreignObject).forEach(found::add);
        kubernetes.network().v1().ingresses().inAnyNamespace().list().getItems().stream()
                .filter(ingress -> foreign(ingress) && !leaving(ingress))
                .map(ForeignObjects::foreignObject).forEach(found::add);
        brought().forEach(found::add);
        return found;
    }

    private Stream<ForeignObject> brought() {
        Set<String> groups = kubernetes.getApiGroups().getGroups().stream().map(APIGroup::getName).collect(Collectors.toSet());
        return BROUGHT.stream()
                .filter(kind -> groups.contains(kind.group()))
                .flatMap(kind -> kubernetes.genericKubernetesResources(kind.group() + "/" + kind.version(), kind.kind())
                        .inAnyNamespace().list().getItems().stream()
                        .filter(object -> foreign(object) && !leaving(object))
                        .map(object -> foreignObject(object, kind.holds())));
    }

    private boolean foreign(HasMetadata object) {
        return !new OwnObjects(release).contain(object);
    }

    /** One whose claim stands is told with its claim; one that is kept without a claim is kept for what is on it. */
    private boolean foreign(PersistentVolume volume, Map<String, PersistentVolumeClaim> claims) {
        ObjectReference claim = volume.getSpec().getClaimRef();
        boolean ours = claim != null && release.equals(claim.getNamespace());
        return volume.getSpec().getCsi() != null && DISKS.equals(volume.getSpec().getCsi().getDriver())
                && !ours && !leaving(volume) && (claim == null || !claims.containsKey(claim.getUid()));
    }

    /** Ours, and somebody said that what is on it is to stay when its claim goes. */
    private boolean retained(PersistentVolume volume) {
        ObjectReference claim = volume.getSpec().getClaimRef();
        return claim != null && release.equals(claim.getNamespace())
                && "Retain".equals(volume.getSpec().getPersistentVolumeReclaimPolicy());
    }

    /** Its owner has let go of it; a load balancer's end is its controller's affair, and ours after it. */
    private static boolean leaving(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    private ForeignObject foreignObject(PersistentVolumeClaim claim, List<PersistentVolume> volumes) {
        String disk = volumes.stream()
                .filter(volume -> volume.getMetadata().getName().equals(claim.getSpec().getVolumeName()))
                .findFirst()
                .map(volume -> " on " + disk(volume))
                .orElse(", no volume yet");
        return ForeignObject.deleted(reference(claim),
                claim.getSpec().getResources().getRequests().get("storage") + disk + (leaving(claim) ? ", being deleted" : ""),
                users(claim));
    }

    /** A claim stays as long as a pod uses it, and whoever made the pod makes it again. */
    private List<Reference> users(PersistentVolumeClaim claim) {
        return kubernetes.pods().inNamespace(claim.getMetadata().getNamespace()).list().getItems().stream()
                .filter(pod -> pod.getSpec().getVolumes().stream().anyMatch(volume -> volume.getPersistentVolumeClaim() != null
                        && volume.getPersistentVolumeClaim().getClaimName().equals(claim.getMetadata().getName())))
                .map(pod -> reference(owner(pod)))
                .distinct()
                .toList();
    }

    /** The first of those that made each other: a Deployment, not its ReplicaSet; a custom resource, not what its operator makes. */
    private HasMetadata owner(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .<HasMetadata>map(owner -> kubernetes.genericKubernetesResources(owner.getApiVersion(), owner.getKind())
                        .inNamespace(object.getMetadata().getNamespace()).withName(owner.getName()).get())
                .map(this::owner)
                .orElse(object);
    }

    private ForeignObject foreignObject(PersistentVolume volume) {
        ForeignObject told = foreignObject(volume, "%s, %s, reclaim policy %s".formatted(
                disk(volume), volume.getStatus() == null ? "unclaimed" : volume.getStatus().getPhase(),
                volume.getSpec().getPersistentVolumeReclaimPolicy()));
        return givenUp(volume) ? told.then("aws ec2 delete-volume --region %s --volume-id %s".formatted(region, volume.getSpec().getCsi().getVolumeHandle())) : told;
    }

    /** Its claim is gone, and with a node its driver would delete the disk: while an environment is paused there is none. */
    private static boolean givenUp(PersistentVolume volume) {
        return volume.getStatus() != null && "Released".equals(volume.getStatus().getPhase())
                && "Delete".equals(volume.getSpec().getPersistentVolumeReclaimPolicy());
    }

    private static ForeignObject toldAsRetained(PersistentVolume volume) {
        return new ForeignObject(reference(volume), "%s of claim %s, reclaim policy Retain".formatted(
                disk(volume), volume.getSpec().getClaimRef().getName()), List.of(), List.of(
                "kubectl patch persistentvolume %s --type=merge -p '{\"spec\":{\"persistentVolumeReclaimPolicy\":\"Delete\"}}'"
                        .formatted(volume.getMetadata().getName())));
    }

    private static String disk(PersistentVolume volume) {
        return volume.getSpec().getCsi() == null ? "volume " + volume.getMetadata().getName()
                : "volume " + volume.getSpec().getCsi().getVolumeHandle();
    }

    private static ForeignObject foreignObject(Service service) {
        return foreignObject(service, reached(service.getStatus() == null || service.getStatus().getLoadBalancer() == null ? Stream.empty()
                : service.getStatus().getLoadBalancer().getIngress().stream().map(LoadBalancerIngress::getHostname)));
    }

    private static ForeignObject foreignObject(Ingress ingress) {
        return foreignObject(ingress, reached(ingress.getStatus() == null || ingress.getStatus().getLoadBalancer() == null ? Stream.empty()
                : ingress.getStatus().getLoadBalancer().getIngress().stream().map(IngressLoadBalancerIngress::getHostname)));
    }

    private static String reached(Stream<String> hosts) {
        Optional<String> host = hosts.filter(Objects::nonNull).findFirst();
        return host.map(name -> "load balancer " + name).orElse("no load balancer yet");
    }

    private static ForeignObject foreignObject(HasMetadata object, String holds) {
        return ForeignObject.deleted(reference(object), holds, List.of());
    }

    private static Reference reference(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return new Reference(object.getKind(), namespace == null ? "" : namespace, object.getMetadata().getName());
    }
}
