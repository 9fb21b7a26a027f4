package dev.redkite.probe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Deployments under way from one template to another. Kubernetes starts a new pod before it stops the old one
 * (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-surge); on nodes that are full the new one
 * waits for ever, and Milvus' older charts have no value for the strategy. A StatefulSet's pod that lost its place gets one
 * from the scheduler, because of its priority: {@code PriorityClassStage}.
 */
public record Rollouts(KubernetesClient kubernetes, String namespace) {

    private static final String OLD_POD_FIRST = "{\"spec\":{\"strategy\":{\"rollingUpdate\":{\"maxSurge\":0,\"maxUnavailable\":1}}}}";

    /**
     * When nothing moves any more because no new pod finds a node, one Deployment is told to stop an old pod first:
     * that interrupts a component of one replica, so it is the last resort, and one at a time.
     *
     * @return that Deployment's name; empty while anything still moves by itself
     */
    public Optional<String> makeRoom() {
        List<Deployment> unfinished = kubernetes.apps().deployments().inNamespace(namespace).list().getItems().stream()
                .filter(deployment -> !ReleasePods.of(deployment).complete())
                .toList();
        List<Pod> pods = kubernetes.pods().inNamespace(namespace).list().getItems();
        boolean stopping = pods.stream().anyMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null);
        if (stopping || !unfinished.stream().allMatch(deployment -> stuck(deployment, pods))) {
            return Optional.empty();
        }
        Optional<String> first = unfinished.stream().map(deployment -> deployment.getMetadata().getName()).min(String::compareTo);
        first.ifPresent(name -> kubernetes.apps().deployments().inNamespace(namespace).withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), OLD_POD_FIRST));
        return first;
    }

    private static boolean seen(Deployment deployment) {
        return deployment.getStatus() != null
                && Objects.equals(deployment.getStatus().getObservedGeneration(), deployment.getMetadata().getGeneration());
    }

    private static boolean stuck(Deployment deployment, List<Pod> pods) {
        boolean oldPods = seen(deployment)
                && Objects.requireNonNullElse(deployment.getStatus().getUpdatedReplicas(), 0)
                        < Objects.requireNonNullElse(deployment.getStatus().getReplicas(), 0);
        return oldPods && surges(deployment) && pods.stream().anyMatch(pod -> unscheduled(pod) && of(deployment, pod));
    }

    private static boolean surges(Deployment deployment) {
        var rolling = deployment.getSpec().getStrategy() == null ? null : deployment.getSpec().getStrategy().getRollingUpdate();
        return rolling != null && !Integer.valueOf(0).equals(rolling.getMaxSurge().getIntVal());
    }

    private static boolean of(Deployment deployment, Pod pod) {
        return pod.getMetadata().getLabels().entrySet().containsAll(deployment.getSpec().getSelector().getMatchLabels().entrySet());
    }

    private static boolean unscheduled(Pod pod) {
        return pod.getStatus() != null && pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("PodScheduled") && condition.getStatus().equals("False"));
    }
}
