package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** ReplicaSets: as many pods as asked for; those not ready go first when there are too many. */
final class ReplicaSetController implements ControlLoop.Controller {

    @Override
    public Set<String> reads() {
        return Set.of("replicasets.apps", "pods", "serviceaccounts", Priorities.CLASSES);
    }

    @Override
    public void reconcile(ClusterState state) {
        for (KubernetesObject set : state.store.list("replicasets.apps")) {
            if (!set.deleting()) {
                scale(state, set);
                report(state, set);
            }
        }
    }

    private static void scale(ClusterState state, KubernetesObject set) {
        int wanted = set.at("spec", "replicas").asInt();
        List<KubernetesObject> pods = new ArrayList<>(Pods.of(state, set));
        pods.removeIf(KubernetesObject::deleting);
        for (int i = pods.size(); i < wanted; i++) {
            Pods.create(state, set, set.name() + "-", Json.object());
        }
        pods.sort(Comparator.comparing(Pods::ready));
        pods.stream().limit(Math.max(0, pods.size() - wanted)).forEach(state.deletion::delete);
    }

    private static void report(ClusterState state, KubernetesObject set) {
        List<KubernetesObject> pods =
                Pods.of(state, set).stream().filter(pod -> !pod.deleting()).toList();
        int ready = Pods.countReady(pods);
        state.store.report(set, json -> {
            ObjectNode status = Json.objectAt(json, "status");
            status.put("observedGeneration", set.generation());
            status.put("replicas", pods.size());
            status.put("fullyLabeledReplicas", pods.size());
            status.put("readyReplicas", ready);
            status.put("availableReplicas", ready);
        });
    }
}
