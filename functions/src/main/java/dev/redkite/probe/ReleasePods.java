package dev.redkite.probe;

import static java.util.Objects.requireNonNullElse;

import dev.redkite.failure.StageBroken;
import dev.redkite.kubernetes.PodReason;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The pods of a release, whose namespace is its own, so every workload in it counts. */
public record ReleasePods(KubernetesClient kubernetes, String namespace) {

    /**
     * Milvus' components restart some times by themselves until etcd and Kafka answer; with the kubelet's pauses of
     * 10 s doubled up to 5 min, this many restarts are about 20 minutes of trying
     * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy).
     */
    private static final int MOST_RESTARTS = 8;

    /** One workload against what it should have; current means that its controller has seen the latest change. */
    record Workload(String name, LabelSelector selector, int wanted, int ready, boolean current) {

        boolean complete() {
            return current && ready == wanted;
        }
    }

    int ready() {
        return workloads().stream().mapToInt(Workload::ready).sum();
    }

    /**
     * What is not ready, and why; empty when everything is. What keeps several is told with the first of them.
     *
     * @throws StageBroken when a container crashes again and again
     */
    List<String> unready() {
        List<Workload> workloads = workloads();
        if (workloads.isEmpty()) {
            return List.of("no workloads in namespace " + namespace + " yet");
        }
        Set<String> told = new HashSet<>();
        return workloads.stream().filter(workload -> !workload.complete()).map(workload -> explained(workload, told)).toList();
    }

    private List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        kubernetes.apps().deployments().inNamespace(namespace).list().getItems().forEach(each -> workloads.add(of(each)));
        kubernetes.apps().statefulSets().inNamespace(namespace).list().getItems().forEach(each -> workloads.add(of(each)));
        return workloads;
    }

    /**
     * How far its pods are behind what it is to be; empty when all of them are new and ready.
     *
     * @throws StageBroken when a container crashes again and again
     */
    public Optional<String> findRolling(Deployment deployment) {
        Workload workload = of(deployment);
        return workload.complete() ? Optional.empty() : Optional.of(explained(workload, new HashSet<>()));
    }

    static Workload of(Deployment deployment) {
        int wanted = requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        var status = deployment.getStatus();
        boolean current = status != null
                && seen(status.getObservedGeneration(), deployment.getMetadata().getGeneration())
                && requireNonNullElse(status.getUpdatedReplicas(), 0) == wanted
                && requireNonNullElse(status.getReplicas(), 0) == wanted;
        return new Workload("Deployment " + deployment.getMetadata().getName(), deployment.getSpec().getSelector(), wanted,
                status == null ? 0 : requireNonNullElse(status.getReadyReplicas(), 0), current);
    }

    /** Its controller makes the new revision the current one when every pod is of it and ready. */
    static Workload of(StatefulSet set) {
        var status = set.getStatus();
        int wanted = requireNonNullElse(set.getSpec().getReplicas(), 1);
        boolean current = status != null
                && seen(status.getObservedGeneration(), set.getMetadata().getGeneration())
                && Objects.equals(status.getUpdateRevision(), status.getCurrentRevision());
        return new Workload("StatefulSet " + set.getMetadata().getName(), set.getSpec().getSelector(),
                wanted, status == null ? 0 : requireNonNullElse(status.getReadyReplicas(), 0), current);
    }

    private static boolean seen(Long observed, Long generation) {
        return observed != null && (generation == null || observed >= generation);
    }

    private String explained(Workload workload, Set<String> told) {
        String line = workload.ready() >= workload.wanted()
                ? "%s has %d ready, but not all of them are new yet".formatted(workload.name(), workload.ready())
                : "%s %d of %d ready".formatted(workload.name(), workload.ready(), workload.wanted());
        List<String> reasons = kubernetes.pods().inNamespace(namespace).withLabelSelector(workload.selector()).list().getItems().stream()
                .filter(pod -> !Readiness.isPodReady(pod))
                .flatMap(pod -> reason(pod).stream())
                .distinct()
                .sorted()
                .toList();
        List<String> news = reasons.stream().filter(told::add).toList();
        if (reasons.isEmpty()) {
            return line;
        }
        return line + (news.isEmpty() ? " (likewise)" : " (" + String.join("; ", news) + ")");
    }

    /** Why that pod is not ready, where Kubernetes says it. */
    static Optional<String> reason(Pod pod) {
        if (pod.getStatus() != null) {
            Stream.concat(pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream())
                    .forEach(container -> requireHope(pod, container));
        }
        return PodReason.find(pod);
    }

    private static void requireHope(Pod pod, ContainerStatus container) {
        ContainerState state = container.getState();
        boolean crashing = state != null && state.getWaiting() != null
                && "CrashLoopBackOff".equals(state.getWaiting().getReason());
        if (crashing && requireNonNullElse(container.getRestartCount(), 0) > MOST_RESTARTS) {
            throw new StageBroken("Container %s of pod %s/%s was restarted %d times and keeps crashing%s. Next: read its log with kubectl logs --previous, mend the cause, then redrive the execution."
                    .formatted(container.getName(), pod.getMetadata().getNamespace(), pod.getMetadata().getName(),
                            container.getRestartCount(), lastEnd(container)));
        }
    }

    private static String lastEnd(ContainerStatus container) {
        ContainerStateTerminated last =
                container.getLastState() == null ? null : container.getLastState().getTerminated();
        return last == null ? "" : ": it last ended with exit code %d, %s".formatted(last.getExitCode(), PodReason.sentence(last.getReason(), last.getMessage()));
    }

    /** A ready pod behind that service: the first by name, so that the choice is the same every time. */
    public Optional<String> findBehind(String service) {
        Service found = kubernetes.services().inNamespace(namespace).withName(service).get();
        if (found == null || found.getSpec().getSelector() == null || found.getSpec().getSelector().isEmpty()) {
            return Optional.empty();
        }
        return findServing(kubernetes.pods().inNamespace(namespace).withLabels(found.getSpec().getSelector()).list().getItems());
    }

    /** The same, of the proxies' own: their Service goes with its load balancer, and they serve on. */
    public Optional<Pod> findProxy(String release) {
        Deployment proxies = kubernetes.apps().deployments().inNamespace(namespace).withName(release + "-proxy").get();
        if (proxies == null) {
            return Optional.empty();
        }
        List<Pod> pods = kubernetes.pods().inNamespace(namespace).withLabelSelector(proxies.getSpec().getSelector()).list().getItems();
        return findServing(pods).flatMap(name -> pods.stream().filter(pod -> pod.getMetadata().getName().equals(name)).findFirst());
    }

    /**
     * A pod of the revision before is ready for as long as it takes to stop, and its Deployment does not count it any more
     * (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#terminating-pods).
     */
    static Optional<String> findServing(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> Readiness.isPodReady(pod) && pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getMetadata().getName())
                .min(Comparator.naturalOrder());
    }
}
