package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.milvus.FakeMilvus;
import dev.redkite.sandbox.milvus.MilvusInterceptor;
import dev.redkite.sandbox.milvus.StorageLayer;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The one server behind all proxies of a cluster. What it holds in memory is in its pods: once none is left of those that it began with, the
 * next who asks meets another process, which knows what volumes, bucket and brokers have kept.
 */
final class MilvusProcess implements AutoCloseable {

    private final boolean direct;
    private final MilvusInterceptor interceptor;
    private Set<String> holders = Set.of();
    private StorageLayer layer;
    private FakeMilvus server;

    /**
     * @param direct whether it has no port
     * @param interceptor sees every call
     */
    MilvusProcess(boolean direct, MilvusInterceptor interceptor) {
        this.direct = direct;
        this.interceptor = interceptor;
    }

    /** The cluster is asked before the lock is taken: whoever holds the cluster's lock may be about to ask here. @param version of a process that starts now */
    FakeMilvus of(MilvusPods pods, String version) {
        Map<String, Instant> running = pods.running();
        Instant started = running.values().stream().min(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("no pod of Milvus runs in " + pods.namespace()));
        List<String> volumes = pods.etcdVolumes();
        MilvusConfiguration configuration = pods.configuration();
        int queryNodes = pods.queryNodes();
        synchronized (this) {
            if (server == null || Collections.disjoint(holders, running.keySet())) {
                close();
                layer = pods.storageLayer(configuration, volumes, started);
                holders = running.keySet();
                server = (direct ? FakeMilvus.inProcess(version, layer) : FakeMilvus.start(version, layer)).flushesAtOnce().intercept(interceptor);
            }
            pods.etcd().keep(layer.meta(), volumes);
            return server.hasQueryNodes(queryNodes);
        }
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
        }
    }
}
