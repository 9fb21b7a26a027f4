package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deployments: one ReplicaSet per template, moved over by strategy, and the status that tools look at. */
final class DeploymentController implements ControlLoop.Controller {

    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";

    /** By the templates as they are stored, which are never changed in place and outlast every report of a status. */
    private final Map<JsonNode, String> hashes = new IdentityHashMap<>();

    @Override
    public Set<String> reads() {
        return Set.of("deployments.apps", "replicasets.apps", "pods");
    }

    @Override
    public void reconcile(ClusterState state) {
        for (KubernetesObject deployment : state.store.living("deployments.apps")) {
            KubernetesObject current = currentReplicaSet(state, deployment);
            roll(state, deployment, current);
            report(state, deployment, state.store.find(current).orElseThrow());
        }
    }

    private static List<KubernetesObject> replicaSets(ClusterState state, KubernetesObject deployment) {
        return state.store.list("replicasets.apps", deployment.namespace()).stream()
                .filter(set -> set.ownedBy(deployment))
                .toList();
    }

    private KubernetesObject currentReplicaSet(ClusterState state, KubernetesObject deployment) {
        String hash = hashes.computeIfAbsent(deployment.at("spec", "template"), Pods::hash);
        List<KubernetesObject> sets = replicaSets(state, deployment);
        return sets.stream()
                .filter(set -> hash.equals(set.labels().get(HASH)))
                .findFirst()
                .orElseGet(() -> createReplicaSet(state, deployment, hash, sets.size() + 1));
    }

    private static KubernetesObject createReplicaSet(
            ClusterState state, KubernetesObject deployment, String hash, int revision) {
        ObjectNode set = Json.object();
        ObjectNode metadata = set.putObject("metadata")
                .put("name", deployment.name() + "-" + hash)
                .put("namespace", deployment.namespace());
        metadata.putObject("annotations").put(REVISION, Integer.toString(revision));
        Json.strings(deployment.at("spec", "template", "metadata", "labels"))
                .forEach(Json.objectAt(metadata, "labels")::put);
        Json.objectAt(metadata, "labels").put(HASH, hash);
        Pods.own(metadata, deployment);
        ObjectNode spec = set.putObject("spec").put("replicas", 0);
        spec.set("selector", deployment.at("spec", "selector").deepCopy());
        Json.objectAt(spec, "selector", "matchLabels").put(HASH, hash);
        spec.set("template", deployment.at("spec", "template").deepCopy());
        Json.objectAt(spec, "template", "metadata", "labels").put(HASH, hash);
        return state.create("replicasets.apps", set);
    }

    private static void roll(ClusterState state, KubernetesObject deployment, KubernetesObject current) {
        int wanted = deployment.at("spec", "replicas").asInt();
        List<KubernetesObject> old = replicaSets(state, deployment).stream()
                .filter(set -> !set.uid().equals(current.uid()))
                .toList();
        int oldPods = old.stream().mapToInt(set -> Pods.of(state, set).size()).sum();
        JsonNode strategy = deployment.at("spec", "strategy");
        if (strategy.path("type").asText().equals("Recreate")) {
            old.forEach(set -> scale(state, set, 0));
            scale(state, current, oldPods == 0 ? wanted : current.at("spec", "replicas").asInt());
            return;
        }
        int surge = share(strategy.at("/rollingUpdate/maxSurge"), wanted, true);
        int unavailable = share(strategy.at("/rollingUpdate/maxUnavailable"), wanted, false);
        unavailable = surge == 0 && unavailable == 0 ? 1 : unavailable;
        int room = Math.max(0, wanted + surge - oldPods);
        int has = current.at("spec", "replicas").asInt();
        scale(state, current, oldPods == 0 ? wanted : Math.clamp(Math.max(has, room), 0, wanted));
        int ready = Pods.countReady(Pods.of(state, current))
                + old.stream().mapToInt(set -> Pods.countReady(Pods.of(state, set))).sum();
        shrink(state, old, ready - (wanted - unavailable));
    }

    /** Pods that are not ready go first and for free; of the ready ones as many as can be spared. */
    private static void shrink(ClusterState state, List<KubernetesObject> old, int spare) {
        int left = Math.max(0, spare);
        for (KubernetesObject set : old) {
            int ready = Pods.countReady(Pods.of(state, set));
            int gone = Math.min(left, ready);
            left -= gone;
            scale(state, set, Math.min(set.at("spec", "replicas").asInt(), ready - gone));
        }
    }

    /** A number as it is, or so much of the whole. @param up whether parts are rounded up */
    static int share(JsonNode amount, int replicas, boolean up) {
        if (amount.isInt()) {
            return amount.asInt();
        }
        double exact = replicas * Integer.parseInt(amount.asText("0%").replace("%", "")) / 100.0;
        return (int) (up ? Math.ceil(exact) : Math.floor(exact));
    }

    private static void scale(ClusterState state, KubernetesObject set, int replicas) {
        if (state.store.find(set).filter(now -> now.at("spec", "replicas").equals(IntNode.valueOf(replicas))).isEmpty()) {
            state.store.change(set, json -> Json.objectAt(json, "spec").put("replicas", replicas));
        }
    }

    private static void report(ClusterState state, KubernetesObject deployment, KubernetesObject current) {
        int wanted = deployment.at("spec", "replicas").asInt();
        List<KubernetesObject> all = replicaSets(state, deployment).stream()
                .flatMap(set -> Pods.of(state, set).stream())
                .toList();
        List<KubernetesObject> updated = Pods.of(state, current);
        int ready = Pods.countReady(all);
        int unavailable = share(deployment.at("spec", "strategy", "rollingUpdate", "maxUnavailable"), wanted, false);
        state.store.report(deployment, json -> {
            Json.objectAt(json, "metadata", "annotations").put(REVISION, current.annotation(REVISION));
            ObjectNode status = Json.objectAt(json, "status");
            status.put("observedGeneration", deployment.generation());
            status.put("replicas", all.size());
            status.put("updatedReplicas", updated.size());
            status.put("readyReplicas", ready);
            status.put("availableReplicas", ready);
            status.put("unavailableReplicas", Math.max(0, wanted - ready));
            String now = state.store.timestamp();
            boolean available = ready >= wanted - unavailable;
            Conditions.set(json, now, "Available", available, available ? "MinimumReplicasAvailable"
                    : "MinimumReplicasUnavailable", available ? "Deployment has minimum availability."
                    : "Deployment does not have minimum availability.");
            boolean complete = Pods.countReady(updated) >= wanted && all.size() == updated.size();
            Conditions.set(json, now, "Progressing", true,
                    complete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated", "");
        });
    }
}
