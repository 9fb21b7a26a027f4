package dev.redkite.cluster;

import dev.redkite.failure.InvalidRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Services and Ingresses of ours whose annotation keeps their load balancer from being deleted. Only the annotation counts:
 * what was switched on elsewhere, the controller switches off (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2940).
 */
record ProtectedLoadBalancers(KubernetesClient kubernetes) {

    private static final List<String> ANNOTATIONS = List.of(
            "service.beta.kubernetes.io/aws-load-balancer-attributes", "alb.ingress.kubernetes.io/load-balancer-attributes");

    private static final String GUARD = "deletion_protection.enabled=true";

    private record Door(HasMetadata object, String annotation, String value) {

        /** As its owner would type it; the annotation's other attributes stay. */
        private String move() {
            return "kubectl -n %s patch %s %s --type=merge -p '{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}'".formatted(
                    object.getMetadata().getNamespace(), object.getKind().toLowerCase(Locale.ROOT), object.getMetadata().getName(),
                    annotation, value.replace(GUARD, GUARD.replace("true", "false")));
        }

        private String title() {
            return "%s %s/%s".formatted(object.getKind(), object.getMetadata().getNamespace(), object.getMetadata().getName());
        }
    }

    /**
     * The controller would refuse only once they are asked to go, and Milvus is not reached any more.
     *
     * @throws InvalidRequest naming them, and what lifts the protection
     */
    void requireNone(ClusterAccessSpec spec) {
        String namespace = spec.names().release();
        List<Door> guarded = Stream.<HasMetadata>concat(
                        kubernetes.services().inNamespace(namespace).list().getItems().stream(),
                        kubernetes.network().v1().ingresses().inNamespace(namespace).list().getItems().stream())
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null && object.getMetadata().getAnnotations() != null)
                .flatMap(object -> object.getMetadata().getAnnotations().entrySet().stream()
                        .filter(ProtectedLoadBalancers::guards)
                        .map(each -> new Door(object, each.getKey(), each.getValue())))
                .toList();
        if (!guarded.isEmpty()) {
            throw new InvalidRequest(("Environment %s is not torn down, and nothing of it was touched: annotations keep load balancers of it"
                            + " from being deleted, those of %s. Next: switch the deletion protection off if they may go (%s), then send"
                            + " this request again.").formatted(spec.ownership().environment(),
                    guarded.stream().map(Door::title).collect(Collectors.joining(", ")),
                    guarded.stream().map(Door::move).collect(Collectors.joining("; "))));
        }
    }

    private static boolean guards(Map.Entry<String, String> annotation) {
        return ANNOTATIONS.contains(annotation.getKey()) && annotation.getValue().contains(GUARD);
    }
}
