package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The AWS Load Balancer Controller's work, done only while its Deployment has a ready pod: without it nothing gets an
 * address, and nothing that has one can be deleted, because its finalizer stays.
 */
final class LoadBalancerController implements ControlLoop.Controller {

    private static final String SERVICE_FINALIZER = "service.k8s.aws/resources";
    private static final String INGRESS_FINALIZER = "ingress.k8s.aws/resources";

    @Override
    public boolean looksOutside() {
        return true;
    }

    @Override
    public void reconcile(ClusterState state) {
        Optional<KubernetesObject> controller = state.store().list("deployments.apps").stream()
                .filter(found -> "aws-load-balancer-controller".equals(found.labels().get("app.kubernetes.io/name")))
                .filter(found -> found.at("status", "readyReplicas").asInt() > 0)
                .findFirst();
        if (controller.isEmpty()) {
            return;
        }
        LoadBalancerRequests requests = new LoadBalancerRequests(state, controller.get());
        state.store().list("services").forEach(service -> serve(
                state, service, requests.ours(service), SERVICE_FINALIZER, CloudLoadBalancers.Kind.NETWORK,
                () -> requests.forService(service)));
        state.store().list("ingresses.networking.k8s.io").forEach(ingress -> serve(
                state, ingress, requests.ours(ingress), INGRESS_FINALIZER, CloudLoadBalancers.Kind.APPLICATION,
                () -> requests.forIngress(ingress)));
        state.cloud().loadBalancers().tidy(state.now()).ifPresent(state::due);
    }

    private static void serve(ClusterState state, KubernetesObject object, boolean ours, String finalizer,
            CloudLoadBalancers.Kind kind, Supplier<CloudLoadBalancers.LoadBalancerRequest> request) {
        String stack = LoadBalancerRequests.stack(object);
        if (object.deleting() || !ours) {
            if (object.finalizers().contains(finalizer)
                    && state.cloud().loadBalancers().remove(kind, stack, state.now())) {
                state.store().change(object, json -> Json.objectAt(json, "status").putObject("loadBalancer"));
                state.deletion().removeFinalizer(object, finalizer);
            }
            return;
        }
        KubernetesObject held = state.store().change(object, json -> Deletion.addFinalizer(json, finalizer));
        Instant due = Instant.parse(held.text("metadata", "creationTimestamp")).plus(state.times().loadBalancerRequested());
        if (state.reached(due)) {
            state.cloud().loadBalancers().ensure(request.get(), state.now()).ifPresent(host -> address(state, held, host));
        }
    }

    private static void address(ClusterState state, KubernetesObject object, String host) {
        state.store().change(object, json -> {
            ObjectNode status = Json.objectAt(json, "status", "loadBalancer");
            JsonNode ports = object.at("spec", "ports");
            ObjectNode entry = status.putArray("ingress").addObject().put("hostname", host);
            if (ports.isMissingNode()) {
                entry.putArray("ports").addObject().put("port", 80).put("protocol", "TCP");
            }
        });
    }
}
