package dev.redkite.exposure;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pods behind a Service, which a load balancer has as its targets. */
record PodTargets(List<Pod> pods) {

    /**
     * How long a pod has been ready at least before a load balancer for networks calls it a healthy target: the least that
     * durations.json has of {@code networkLoadBalancerTarget}.
     */
    static final Duration AT_LEAST = Duration.ofSeconds(30);

    /** {@code firstSeconds} of stages.json: where no target can be healthy sooner, nobody need look. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(90);

    static PodTargets behind(Service service, List<Pod> pods) {
        Map<String, String> selector = service.getSpec().getSelector();
        return new PodTargets(selector == null || selector.isEmpty() ? List.of() : pods.stream()
                .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .toList());
    }

    /** Where there is no pod at all, only the load balancer knows. */
    boolean mayBeHealthy(Instant now) {
        return pods.isEmpty() || pods.stream().anyMatch(pod -> mayBeHealthy(pod, now));
    }

    private static boolean mayBeHealthy(Pod pod, Instant now) {
        return Readiness.isPodReady(pod) && pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .noneMatch(ready -> Instant.parse(ready.getLastTransitionTime()).plus(AT_LEAST).isAfter(now));
    }

    /** Whether all of them were made so recently that even the first question whether they are ready is far off. */
    boolean justMade(Instant now) {
        return !pods.isEmpty() && pods.stream().allMatch(pod -> !Readiness.isPodReady(pod) && !Instant
                .parse(pod.getMetadata().getCreationTimestamp()).plus(askedAfter(pod)).plus(AT_LEAST).isBefore(now.plus(FIRST_WAIT)));
    }

    /** When a kubelet asks a pod's containers at the earliest whether they are ready. */
    private static Duration askedAfter(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .map(Container::getReadinessProbe).filter(Objects::nonNull)
                .map(Probe::getInitialDelaySeconds).filter(Objects::nonNull)
                .map(Duration::ofSeconds)
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
}
