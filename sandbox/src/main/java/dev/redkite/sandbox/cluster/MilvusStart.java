package dev.redkite.sandbox.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** From the first start of a Milvus container until its pod is ready. */
final class MilvusStart {

    /** Milvus gives up an etcd that it does not reach (milvus-io/milvus, pkg/util/etcd/etcd_util.go, {@code DialTimeout}). */
    private static final Duration ETCD_PATIENCE = Duration.ofSeconds(5);

    /** How soon Milvus tries the brokers again at the latest (…/mqwrapper/kafka/kafka_client.go, {@code reconnect.backoff.max.ms}). */
    private static final Duration RECONNECTS = Duration.ofSeconds(5);

    /** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy. */
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

    private MilvusStart() {}

    /**
     * A process that finds no etcd ends and is started again, after a longer pause each time; one that finds no brokers, or
     * none that takes its login, stays and tries again by itself.
     *
     * @param pulled when its image was there
     * @param etcd   since when etcd serves
     * @param login  from when on the brokers take its login
     * @param ready  how long a container that finds everything takes until it is ready
     */
    static Instant ready(Instant pulled, Instant etcd, Instant login, Duration ready) {
        Instant healthy = begun(pulled, etcd).plus(ready);
        Instant served = login.plus(RECONNECTS);
        return served.isAfter(healthy) ? served : healthy;
    }

    private static Instant begun(Instant first, Instant etcd) {
        Instant begun = first;
        Duration pause = FIRST_BACK_OFF;
        while (begun.plus(ETCD_PATIENCE).isBefore(etcd)) {
            begun = begun.plus(ETCD_PATIENCE).plus(pause);
            pause = Stream.of(pause.multipliedBy(2), LONGEST_BACK_OFF).min(Duration::compareTo).orElseThrow();
        }
        return begun;
    }
}
