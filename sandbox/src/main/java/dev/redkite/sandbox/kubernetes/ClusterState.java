package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The one state of a cluster, its lock, and the loop that brings it up to the clock's instant. */
final class ClusterState {

    private final ReentrantLock lock = new ReentrantLock();
    final String cluster;
    /** Such as "1.35". */
    final String kubernetesVersion;
    final ObjectStore store;
    final ResourceTypes types;
    private final ControlLoop loop;
    final FieldOwnership ownership = new FieldOwnership();
    final Deletion deletion;
    final MountedCertificates certificates;
    final ClusterTimes times;
    final Cloud cloud;
    private int addresses;

    ClusterState(
            String cluster, String kubernetesVersion, ControlLoop loop, MountedCertificates certificates, ClusterTimes times,
            Cloud cloud) {
        this.cluster = cluster;
        this.kubernetesVersion = kubernetesVersion;
        this.loop = loop;
        this.certificates = certificates;
        this.times = times;
        this.cloud = cloud;
        this.store = new ObjectStore(cluster, loop::at);
        this.types = new ResourceTypes(store);
        this.deletion = new Deletion(store);
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Brings every object up to the clock's instant. */
    void reconcile() {
        locked(() -> {
            loop.advance(this);
            return null;
        });
    }

    /** The instant that is being computed: the clock's, or an earlier one on the way to it. */
    Instant now() {
        return loop.at();
    }

    /** Asks for a look at that instant, when something becomes true by time alone. */
    void due(Instant instant) {
        loop.due(instant);
    }

    /** Whether that long has passed since then; if not, a look is asked for when it will have. */
    boolean reached(Instant instant) {
        if (now().isBefore(instant)) {
            due(instant);
            return false;
        }
        return true;
    }

    /** What a controller makes goes through no access check, but gets the same defaults. */
    KubernetesObject create(String qualifiedPlural, ObjectNode json) {
        ResourceType type = ResourceTypes.of(qualifiedPlural);
        json.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        Defaults.apply(type, json, this);
        return store.add(type, json);
    }

    boolean exists(String qualifiedPlural, String namespace, String name) {
        return store.find(qualifiedPlural, namespace, name).isPresent();
    }

    Optional<KubernetesObject> find(String qualifiedPlural, String namespace, String name) {
        return store.find(qualifiedPlural, namespace, name);
    }

    /** The next address of that network, such as "172.20"; 60,000 at most. */
    String nextAddress(String network) {
        addresses++;
        return network + "." + addresses / 250 + "." + (addresses % 250 + 1);
    }
}
