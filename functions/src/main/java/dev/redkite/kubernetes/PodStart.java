package dev.redkite.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;

/** Whether a pod is still on its way, or somebody has to do something. */
public final class PodStart {

    /** As long as one may take to be placed and to have its image; whoever waits for the environment waits for it too. */
    public static final Duration LONGEST = Duration.ofMinutes(20);

    private PodStart() {}

    public static boolean hasBegun(Pod pod) {
        return pod.getStatus() != null && !"Pending".equals(pod.getStatus().getPhase());
    }

    /** @param made the pod, or what makes it */
    public static boolean isDue(HasMetadata made, Instant now) {
        return Instant.parse(made.getMetadata().getCreationTimestamp()).plus(LONGEST).isBefore(now);
    }
}
