package dev.redkite.sandbox.cluster;

import dev.redkite.platform.MilvusReach;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.kubernetes.ClusterTimes;
import dev.redkite.sandbox.kubernetes.PodNetwork;
import dev.redkite.sandbox.milvus.FakeMilvus;
import dev.redkite.sandbox.milvus.MilvusInterceptor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The processes of one cluster: how long they take to start, and Milvus itself behind its proxies. */
final class Workloads implements ClusterTimes, PodNetwork, AutoCloseable {

    /** Images that are neither Milvus nor the controller start in this time; a guess, not on the critical path. */
    private static final Duration OTHER = Duration.ofSeconds(30);

    private final Durations durations;
    private final Supplier<Duration> untilKafkaLogin;
    private final ClusterFaults faults;
    private final Map<String, PodStart> starts = new HashMap<>();
    private final BiFunction<String, String, MilvusLogins> logins;
    private final boolean direct;
    private final MilvusInterceptor interceptor;
    private String milvusVersion;
    private String firstPassword;
    private boolean loginAsked;
    private FakeMilvus milvus;

    /**
     * @param untilKafkaLogin how long from now the brokers keep refusing Milvus' login; zero when they take it
     * @param direct whether Milvus has no port, and is only reached by {@link #milvus}
     * @param interceptor sees every call to Milvus
     * @param logins what the pod of that namespace and name is told about logins
     */
    Workloads(Durations durations, Supplier<Duration> untilKafkaLogin, ClusterFaults faults, boolean direct,
            MilvusInterceptor interceptor, BiFunction<String, String, MilvusLogins> logins) {
        this.durations = durations;
        this.untilKafkaLogin = untilKafkaLogin;
        this.faults = faults;
        this.direct = direct;
        this.interceptor = interceptor;
        this.logins = logins;
    }

    /** Decided once a pod, for the cluster asks again whenever somebody looks. */
    @Override
    public synchronized PodStart podStart(StartingPod pod) {
        Optional<PodStart.Failing> failing = faults.findFailing(pod.workload())
                .or(() -> pod.images().stream().flatMap(image -> Images.findRefusal(image).stream()).findFirst());
        if (failing.isPresent()) {
            return failing.get();
        }
        return starts.computeIfAbsent(pod.namespace() + "/" + pod.name(), _ -> decided(pod));
    }

    private PodStart decided(StartingPod pod) {
        Optional<String> image = pod.images().stream().filter(Images::isMilvus).findFirst();
        if (image.isPresent()) {
            milvusVersion = image.get().replaceFirst("^.*:v?", "");
            readLogins(pod);
            return new PodStart.Ready(untilKafkaLogin.get().plus(durations.create("milvusPods")));
        }
        return new PodStart.Ready(
                pod.workload().contains("load-balancer-controller") ? durations.create("loadBalancerController") : OTHER);
    }

    /** Coordinators make root when there is none yet, and proxies ask for logins, each by what its own pod was told. */
    private void readLogins(StartingPod pod) {
        MilvusLogins told = logins.apply(pod.namespace(), pod.name());
        if (firstPassword == null) {
            firstPassword = told.findFirstPassword().orElse(null);
        }
        if (pod.workload().endsWith("-proxy")) {
            loginAsked = told.loginRequired();
        }
    }

    @Override
    public Duration podStop() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration volumeBound() {
        return durations.create("ebsVolume");
    }

    @Override
    public Duration volumeReleased() {
        return durations.delete("persistentVolume");
    }

    @Override
    public Duration loadBalancerRequested() {
        return Duration.ofSeconds(3);
    }

    @Override
    public synchronized Optional<InetSocketAddress> findListener(String namespace, String pod, int port) {
        if (port != MilvusReach.PORT || !pod.contains("-proxy-") || milvusVersion == null) {
            return Optional.empty();
        }
        FakeMilvus process = milvus();
        return Optional.of(direct
                ? InetSocketAddress.createUnresolved(pod, port)
                : new InetSocketAddress(process.host(), process.port()));
    }

    /** The one behind all proxies, from the first time that one of them is asked. */
    synchronized FakeMilvus milvus() {
        if (milvus == null) {
            milvus = (direct ? FakeMilvus.inProcess(milvusVersion) : FakeMilvus.start(milvusVersion)).flushesAtOnce()
                    .intercept(interceptor);
            if (firstPassword != null) {
                milvus.beginsWith(firstPassword);
            }
        }
        milvus.asksForLogin(loginAsked);
        faults.apply(milvus);
        return milvus;
    }

    @Override
    public synchronized void close() {
        if (milvus != null) {
            milvus.close();
        }
    }
}
