package dev.redkite.milvus;

import dev.redkite.environment.Plan;
import dev.redkite.kubernetes.Warnings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The two objects for which the load balancer controller makes load balancers. */
public final class LoadBalancedObjects {

    /** https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/pkg/shared_constants/finalizers.go. */
    private static final String SERVICE_FINALIZER = "service.k8s.aws/resources";
    private static final String INGRESS_FINALIZER = "ingress.k8s.aws/resources";

    private LoadBalancedObjects() {}

    public static String service(Plan plan) {
        return plan.names().release();
    }

    /** Attu's Ingress, Deployment and Service have one name. */
    public static String ingress(Plan plan) {
        return plan.names().release() + "-attu";
    }

    public static Optional<Service> findService(KubernetesClient kubernetes, Plan plan) {
        return Optional.ofNullable(
                kubernetes.services().inNamespace(plan.names().release()).withName(service(plan)).get());
    }

    public static Optional<Ingress> findIngress(KubernetesClient kubernetes, Plan plan) {
        return Optional.ofNullable(
                kubernetes.network().v1().ingresses().inNamespace(plan.names().release()).withName(ingress(plan)).get());
    }

    /** A reason to look again, and behind it what the load balancer controller says of the objects. */
    public static String explained(String reason, KubernetesClient kubernetes, List<HasMetadata> objects, Instant now) {
        return objects.stream()
                .flatMap(object -> Warnings.latest(kubernetes, object, now)
                        .map(said -> "%s; %s %s: %s".formatted(reason, object.getKind(), object.getMetadata().getName(), said)).stream())
                .findFirst()
                .orElse(reason);
    }

    /**
     * Whether the controller still has to do with it. One that is being deleted and that only somebody else's finalizer
     * holds has no load balancer any more and gets none: it goes with the cluster.
     */
    public static boolean awaitsController(HasMetadata object) {
        return object.getMetadata().getDeletionTimestamp() == null
                || object.hasFinalizer(SERVICE_FINALIZER) || object.hasFinalizer(INGRESS_FINALIZER);
    }

    /** Deletes both; what is left of them that the controller's finalizers hold until it has deleted the load balancers. */
    public static List<HasMetadata> removed(KubernetesClient kubernetes, Plan plan) {
        Optional<Ingress> ingress = findIngress(kubernetes, plan);
        Optional<Service> service = findService(kubernetes, plan);
        ingress.filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                .ifPresent(found -> kubernetes.resource(found).delete());
        service.filter(found -> found.getMetadata().getDeletionTimestamp() == null)
                .ifPresent(found -> kubernetes.resource(found).delete());
        return ingress.isEmpty() && service.isEmpty() ? List.of() : both(findService(kubernetes, plan), findIngress(kubernetes, plan))
                .stream().filter(LoadBalancedObjects::awaitsController).toList();
    }

    /**
     * Lets go of objects in the place of their controller, which is not there to do it, once their load balancers are
     * gone; its finalizers only, for others have others' work to remember.
     */
    public static void released(KubernetesClient kubernetes, List<HasMetadata> objects) {
        objects.forEach(object -> kubernetes.resource(object).edit(held -> {
            held.removeFinalizer(SERVICE_FINALIZER);
            held.removeFinalizer(INGRESS_FINALIZER);
            return held;
        }));
    }

    public static List<HasMetadata> both(Optional<Service> service, Optional<Ingress> ingress) {
        return Stream.<HasMetadata>concat(service.stream(), ingress.stream()).toList();
    }
}
