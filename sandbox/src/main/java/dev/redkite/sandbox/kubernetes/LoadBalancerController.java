package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The AWS Load Balancer Controller's work, done only while its Deployment has a ready pod: without it nothing gets an
 * address, and nothing that has one can be deleted, because its finalizer stays.
 */
final class LoadBalancerController implements ControlLoop.Controller {

    private static final String SERVICE_FINALIZER = "service.k8s.aws/resources";
    private static final String INGRESS_FINALIZER = "ingress.k8s.aws/resources";

    @Override
    public Supplier<?> outside(ClusterState state) {
        return findController(state).isPresent() ? state.cloud.loadBalancers()::state : () -> "";
    }

    @Override
    public void reconcile(ClusterState state) {
        Optional<KubernetesObject> controller = findController(state);
        if (controller.isEmpty()) {
            return;
        }
        LoadBalancerRequests requests = new LoadBalancerRequests(state, controller.get());
        state.store.list("services").forEach(service -> serve(
                state, service, requests.ours(service), SERVICE_FINALIZER, CloudLoadBalancers.Kind.NETWORK,
                () -> requests.forService(service)));
        state.store.list("ingresses.networking.k8s.io").forEach(ingress -> serve(
                state, ingress, requests.ours(ingress), INGRESS_FINALIZER, CloudLoadBalancers.Kind.APPLICATION,
                () -> requests.forIngress(ingress)));
        state.cloud.loadBalancers().tidy(state.now()).ifPresent(state::due);
    }

    private static Optional<KubernetesObject> findController(ClusterState state) {
        return state.store.list("deployments.apps").stream()
                .filter(found -> "aws-load-balancer-controller".equals(found.labels().get("app.kubernetes.io/name")))
                .filter(found -> found.at("status", "readyReplicas").asInt() > 0)
                .findFirst();
    }

    private static void serve(ClusterState state, KubernetesObject object, boolean ours, String finalizer,
            CloudLoadBalancers.Kind kind, Supplier<CloudLoadBalancers.LoadBalancerRequest> request) {
        String stack = LoadBalancerRequests.stack(object);
        if (object.deleting() || !ours) {
            if (object.finalizers().contains(finalizer) && isProtected(object)) {
                say(state, object, "Warning", "FailedBuildModel", "Failed build model due to deletion_protection is enabled, cannot delete the %s: %s"
                        .formatted(object.type().kind().toLowerCase(Locale.ROOT), object.name()));
            } else if (object.finalizers().contains(finalizer)
                    && state.cloud.loadBalancers().remove(kind, stack, state.now())) {
                state.store.report(object, json -> Json.objectAt(json, "status").putObject("loadBalancer"));
                state.deletion.removeFinalizer(object, finalizer);
            }
            return;
        }
        KubernetesObject held = object.finalizers().contains(finalizer)
                ? object : state.store.report(object, json -> Deletion.addFinalizer(json, finalizer));
        Instant due = Instant.parse(held.text("metadata", "creationTimestamp")).plus(state.times.loadBalancerRequested());
        if (state.reached(due)) {
            state.cloud.loadBalancers().ensure(request.get(), state.now()).ifPresent(host -> address(state, held, host));
            state.cloud.loadBalancers().refusal(kind, stack)
                    .ifPresentOrElse(said -> say(state, held, "Warning", "FailedDeployModel", "Failed deploy model due to " + said),
                            () -> say(state, held, "Normal", "SuccessfullyReconciled", "Successfully reconciled"));
        }
    }

    /**
     * Only the annotation counts: what was switched on elsewhere the controller switches off
     * (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2940, words: issues/3957 there).
     */
    private static boolean isProtected(KubernetesObject object) {
        return Stream.of("service.beta.kubernetes.io/aws-load-balancer-attributes", "alb.ingress.kubernetes.io/load-balancer-attributes")
                .anyMatch(name -> object.annotation(name).contains("deletion_protection.enabled=true"));
    }

    /** As the controller says it to people: an event for each turn that things take. */
    private static void say(ClusterState state, KubernetesObject object, String type, String reason, String message) {
        List<KubernetesObject> said = state.store.list("events", object.namespace()).stream()
                .filter(event -> event.text("involvedObject", "name").equals(object.name())
                        && event.text("involvedObject", "kind").equals(object.type().kind()))
                .toList();
        boolean last = said.stream().max(Comparator.comparing(event -> event.text("lastTimestamp")))
                .filter(event -> event.text("message").equals(message)).isPresent();
        if (last) {
            return;
        }
        ObjectNode event = Json.object().put("type", type).put("reason", reason).put("message", message)
                .put("lastTimestamp", state.now().truncatedTo(ChronoUnit.SECONDS).toString());
        event.putObject("metadata").put("name", "%s.%s-%d".formatted(object.name(), object.uid().substring(0, 8), said.size()))
                .put("namespace", object.namespace());
        event.putObject("involvedObject").put("kind", object.type().kind()).put("name", object.name()).put("namespace", object.namespace());
        state.create("events", event);
    }

    private static void address(ClusterState state, KubernetesObject object, String host) {
        state.store.report(object, json -> {
            ObjectNode status = Json.objectAt(json, "status", "loadBalancer");
            JsonNode ports = object.at("spec", "ports");
            ObjectNode entry = status.putArray("ingress").addObject().put("hostname", host);
            if (ports.isMissingNode()) {
                entry.putArray("ports").addObject().put("port", 80).put("protocol", "TCP");
            }
        });
    }
}
