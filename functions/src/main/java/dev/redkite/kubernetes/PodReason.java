package dev.redkite.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a pod is not ready, where Kubernetes says it: it was not placed, or a container does not start. */
public final class PodReason {

    /** What every pod says of itself on its way. */
    private static final Set<String> ON_THE_WAY = Set.of("ContainerCreating", "PodInitializing");

    private PodReason() {}

    /** To be set behind a sentence: each thing that keeps pods from running, with the first of those that it keeps. */
    public static String behind(List<Pod> pods) {
        Map<String, String> first = new LinkedHashMap<>();
        pods.stream().sorted(Comparator.comparing(pod -> pod.getMetadata().getName())).forEach(pod -> find(pod)
                .filter(reason -> !ON_THE_WAY.contains(reason))
                .ifPresent(reason -> first.putIfAbsent(reason, pod.getMetadata().getName())));
        return first.entrySet().stream()
                .map(each -> "; pod %s: %s".formatted(each.getValue(), each.getKey()))
                .collect(Collectors.joining());
    }

    public static Optional<String> find(Pod pod) {
        return pod.getStatus() == null ? Optional.empty() : unplaced(pod.getStatus()).or(() -> waiting(pod.getStatus()));
    }

    private static Optional<String> unplaced(PodStatus status) {
        return status.getConditions().stream()
                .filter(condition -> condition.getType().equals("PodScheduled") && condition.getStatus().equals("False"))
                .map(condition -> sentence(condition.getReason(), condition.getMessage()))
                .findFirst();
    }

    private static Optional<String> waiting(PodStatus status) {
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
                .map(ContainerStatus::getState)
                .filter(state -> state != null && state.getWaiting() != null && state.getWaiting().getReason() != null)
                .map(ContainerState::getWaiting)
                .map(waiting -> sentence(waiting.getReason(), waiting.getMessage()))
                .findFirst();
    }

    /** Kubernetes' word for it, and its sentence if there is one. */
    public static String sentence(String reason, String message) {
        return message == null || message.isBlank() ? reason : reason + ": " + message.strip();
    }
}
