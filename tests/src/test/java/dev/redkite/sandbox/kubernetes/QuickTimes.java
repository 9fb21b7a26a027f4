package dev.redkite.sandbox.kubernetes;

import java.time.Duration;

/** Short, and each another, so that a test sees which one was waited for. */
public interface QuickTimes extends ClusterTimes {

    @Override
    default Duration podStop() {
        return Duration.ofSeconds(5);
    }

    @Override
    default Duration volumeBound() {
        return Duration.ofSeconds(10);
    }

    @Override
    default Duration volumeReleased() {
        return Duration.ofSeconds(20);
    }

    @Override
    default Duration loadBalancerRequested() {
        return Duration.ofSeconds(3);
    }
}
