package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.kubernetes.ClusterTimes.PodStart;
import dev.redkite.sandbox.kubernetes.RequestInterceptor.Request;
import dev.redkite.sandbox.kubernetes.StatusException;
import dev.redkite.sandbox.milvus.FakeMilvus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** How every cluster of a sandbox misbehaves; nothing of it is on unless somebody asked, and all of it can be cured. */
public final class ClusterFaults {

    private final Map<String, PodStart.Failing> failing = new ConcurrentHashMap<>();
    private final Map<Predicate<Request>, StatusException> refusals = new ConcurrentHashMap<>();
    private volatile Consumer<FakeMilvus> milvus = _ -> { };
    private volatile boolean certificateExpired;

    ClusterFaults() {}

    /** Pods of workloads that have this in their name do not become ready. */
    public void podsFail(String workload, String reason, String message) {
        failing.put(workload, new PodStart.Failing(reason, message));
    }

    /** Every request like that is answered so, in place of its effect. */
    public void refuses(Predicate<Request> requests, StatusException answer) {
        refusals.put(requests, answer);
    }

    /** Whoever connects from now on meets a certificate that is no longer valid. */
    public void certificateExpires() {
        certificateExpired = true;
    }

    /** Every Milvus misbehaves so and no longer as before, whether it runs already or not. */
    public void milvus(Consumer<FakeMilvus> misbehaviour) {
        milvus = server -> {
            server.behaves();
            misbehaviour.accept(server);
        };
    }

    /** All of it is over. */
    public void cured() {
        failing.clear();
        refusals.clear();
        certificateExpired = false;
        milvus = FakeMilvus::behaves;
    }

    Optional<PodStart.Failing> findFailing(String workload) {
        return failing.keySet().stream().filter(workload::contains).sorted().map(failing::get).findFirst();
    }

    Optional<StatusException> findRefusal(Request request) {
        return refusals.entrySet().stream().filter(each -> each.getKey().test(request)).map(Map.Entry::getValue).findFirst();
    }

    boolean certificateExpired() {
        return certificateExpired;
    }

    void apply(FakeMilvus server) {
        milvus.accept(server);
    }
}
