package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * When a kubelet asks a container whether it is ready: first after a delay, then once a period
 * (https://kubernetes.io/docs/concepts/workloads/pods/probes/).
 *
 * @param period zero for a container that nobody asks: it is ready as soon as it serves
 */
public record ReadinessProbe(Duration delay, Duration period) {

    private static final int DEFAULT_PERIOD = 10;

    static ReadinessProbe of(JsonNode container) {
        JsonNode probe = container.path("readinessProbe");
        return probe.isMissingNode() ? new ReadinessProbe(Duration.ZERO, Duration.ZERO) : new ReadinessProbe(
                Duration.ofSeconds(probe.path("initialDelaySeconds").asInt()),
                Duration.ofSeconds(probe.path("periodSeconds").asInt(DEFAULT_PERIOD)));
    }

    /** How long after its start a container is ready that serves after so long: at the first question from then on. */
    public Duration ready(Duration serves) {
        if (period.isZero()) {
            return serves;
        }
        long questions = Math.ceilDiv(Math.max(0, serves.minus(delay).toMillis()), period.toMillis());
        return delay.plus(period.multipliedBy(questions));
    }
}
