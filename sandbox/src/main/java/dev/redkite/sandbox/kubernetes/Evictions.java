package dev.redkite.sandbox.kubernetes;

import java.util.List;

/** Pods that are asked to leave, which a budget may forbid (https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/). */
final class Evictions {

    private Evictions() {}

    static void evict(ClusterState state, KubernetesObject pod, ApiRequest request) {
        if (!request.call().method().equals("POST")) {
            throw StatusException.methodNotAllowed(request.call().method());
        }
        state.store.list("poddisruptionbudgets.policy", pod.namespace()).stream()
                .filter(budget -> Selectors.labels(budget.at("spec", "selector")).test(pod.labels()))
                .filter(budget -> !allows(state, budget))
                .findFirst()
                .ifPresent(budget -> {
                    throw StatusException.of(429, "TooManyRequests",
                            "Cannot evict pod as it would violate the pod's disruption budget.");
                });
        if (!request.dryRun()) {
            state.deletion.delete(pod);
        }
    }

    private static boolean allows(ClusterState state, KubernetesObject budget) {
        List<KubernetesObject> pods = state.store.list("pods", budget.namespace()).stream()
                .filter(pod -> Selectors.labels(budget.at("spec", "selector")).test(pod.labels()))
                .toList();
        int least = budget.at("spec").has("minAvailable")
                ? DeploymentController.share(budget.at("spec", "minAvailable"), pods.size(), true)
                : pods.size() - DeploymentController.share(budget.at("spec", "maxUnavailable"), pods.size(), true);
        return Pods.countReady(pods) - 1 >= least;
    }
}
