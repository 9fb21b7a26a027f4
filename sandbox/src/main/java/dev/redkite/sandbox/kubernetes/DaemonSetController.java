package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** DaemonSets: one pod on each ready node that the selector takes. */
final class DaemonSetController implements ControlLoop.Controller {

    @Override
    public void reconcile(ClusterState state) {
        for (KubernetesObject set : state.store.list("daemonsets.apps")) {
            if (!set.deleting()) {
                place(state, set);
            }
        }
    }

    private static void place(ClusterState state, KubernetesObject set) {
        Map<String, String> wanted = Json.strings(set.at("spec", "template", "spec", "nodeSelector"));
        List<KubernetesObject> nodes = state.store.list("nodes").stream()
                .filter(node -> node.hasCondition("Ready") && Selectors.equalTo(wanted).test(node.labels()))
                .toList();
        List<KubernetesObject> pods = Pods.of(state, set);
        for (KubernetesObject node : nodes) {
            if (pods.stream().noneMatch(pod -> pod.text("spec", "nodeName").equals(node.name()))) {
                ObjectNode extra = Json.object();
                extra.putObject("spec").put("nodeName", node.name());
                Pods.create(state, set, set.name() + "-", extra);
            }
        }
        int ready = Pods.countReady(pods);
        state.store.report(set, json -> {
            ObjectNode status = Json.objectAt(json, "status");
            status.put("observedGeneration", set.generation());
            status.put("desiredNumberScheduled", nodes.size());
            status.put("currentNumberScheduled", nodes.size());
            status.put("updatedNumberScheduled", nodes.size());
            status.put("numberMisscheduled", 0);
            status.put("numberReady", ready);
            status.put("numberAvailable", ready);
        });
    }
}
