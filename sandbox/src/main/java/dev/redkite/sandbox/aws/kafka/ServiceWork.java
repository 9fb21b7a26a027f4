package dev.redkite.sandbox.aws.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.kafka.model.ClusterState;

/**
 * What MSK does to a cluster of its own accord, broker after broker, for hours: nothing of the cluster is changed or
 * deleted meanwhile (https://docs.aws.amazon.com/msk/latest/developerguide/msk-cluster-states.html,
 * https://docs.aws.amazon.com/msk/latest/developerguide/patching-impact.html).
 *
 * @param until the first instant at which the cluster is ACTIVE again
 */
record ServiceWork(ClusterState state, Instant from, Instant until) {

    static final ServiceWork NONE = new ServiceWork(ClusterState.ACTIVE, Instant.MIN, Instant.MIN);

    private static final List<ClusterState> STATES =
            List.of(ClusterState.MAINTENANCE, ClusterState.HEALING, ClusterState.REBOOTING_BROKER);

    /** Of every third cluster, within six hours of its first, for one to three hours: the order of magnitude that people tell of. */
    static ServiceWork random(Instant ready, RandomGenerator random) {
        Instant from = ready.plus(Duration.ofMinutes(random.nextInt(360)));
        Duration duration = Duration.ofMinutes(60 + random.nextInt(120));
        ClusterState state = STATES.get(random.nextInt(STATES.size()));
        return random.nextInt(3) == 0 ? new ServiceWork(state, from, from.plus(duration)) : NONE;
    }

    ClusterState stateAt(Instant now) {
        return now.isBefore(from) || !now.isBefore(until) ? ClusterState.ACTIVE : state;
    }
}
