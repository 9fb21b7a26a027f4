package dev.redkite.sandbox.cluster;

import dev.redkite.platform.MilvusReach;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.kubernetes.ClusterTimes;
import dev.redkite.sandbox.kubernetes.PodNetwork;
import dev.redkite.sandbox.milvus.FakeMilvus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The processes of one cluster: how long they take to start, and Milvus itself behind its proxies. */
final class Workloads implements ClusterTimes, PodNetwork, AutoCloseable {

    private final Durations durations;
    private final Supplier<Optional<Instant>> kafkaLogin;
    private final Function<String, Optional<Instant>> etcd;
    private final ImagePulls pulls;
    private final ClusterFaults faults;
    private final Map<String, PodStart> starts = new HashMap<>();
    private final BiFunction<String, String, MilvusLogins> logins;
    private final Function<String, MilvusPods> pods;
    private final MilvusProcess process;
    private final Function<StartingPod, BackupRun> backups;
    private volatile String milvusVersion;
    private volatile String milvusNamespace;
    private volatile boolean loginAsked;

    /**
     * @param kafkaLogin from when on the brokers take Milvus' login; empty when they know of none
     * @param etcd since when a majority of the etcd of that namespace serves; empty while it does not
     * @param process Milvus itself
     * @param pods those of Milvus in that namespace
     * @param backups what a pod of milvus-backup does
     * @param logins what the pod of that namespace and name is told about logins
     */
    Workloads(Durations durations, Supplier<Optional<Instant>> kafkaLogin, Function<String, Optional<Instant>> etcd, ClusterFaults faults,
            MilvusProcess process, Function<String, MilvusPods> pods, Function<StartingPod, BackupRun> backups,
            BiFunction<String, String, MilvusLogins> logins) {
        this.durations = durations;
        this.kafkaLogin = kafkaLogin;
        this.etcd = etcd;
        this.pulls = new ImagePulls(durations);
        this.faults = faults;
        this.process = process;
        this.pods = pods;
        this.backups = backups;
        this.logins = logins;
    }

    /** Decided once a pod, for the cluster asks again whenever somebody looks. */
    @Override
    public synchronized PodStart podStart(StartingPod pod) {
        Optional<PodStart.Failing> failing = faults.findFailing(pod.workload())
                .or(() -> pod.containers().stream().flatMap(container -> Images.findRefusal(container.image()).stream()).findFirst());
        if (failing.isPresent()) {
            return failing.get();
        }
        String key = "%s/%s %s".formatted(pod.namespace(), pod.name(), pod.started());
        PodStart start = starts.containsKey(key) ? starts.get(key) : decided(pod);
        if (start instanceof PodStart.Ready || start instanceof PodStart.Ending) {
            starts.put(key, start);
        }
        return start;
    }

    private PodStart decided(StartingPod pod) {
        Instant pulled = pod.containers().stream()
                .map(container -> pulls.pulled(pod.node(), container.image(), pod.started()))
                .reduce(pod.started(), (one, other) -> other.isAfter(one) ? other : one);
        Optional<Container> milvus = pod.containers().stream().filter(Workloads::runsMilvus).findFirst();
        if (milvus.isPresent()) {
            return etcd.apply(pod.namespace())
                    .<PodStart>map(serves -> decided(pod, milvus.get(), pulled, serves))
                    .orElseGet(PodStart.Waiting::new);
        }
        Optional<Container> tool = pod.containers().stream().filter(container -> Images.isBackupTool(container.image())).findFirst();
        return tool.<PodStart>map(container -> new PodStart.Ending(Duration.between(pod.started(), pulled).plus(durations.create("backup")),
                        () -> backups.apply(pod).run(container.words(), this::milvus)))
                .orElseGet(() -> new PodStart.Ready(Duration.between(pod.started(), pulled).plus(ready(pod))));
    }

    /** From when its containers are started, of a pod whose process serves as soon as it is up. */
    private Duration ready(StartingPod pod) {
        Duration serves = durations.create(process(pod));
        return pod.containers().stream().map(container -> container.readiness().ready(serves)).max(Comparator.naturalOrder()).orElse(serves);
    }

    private PodStart decided(StartingPod pod, Container milvus, Instant pulled, Instant etcdServes) {
        String version = Images.version(milvus.image());
        Optional<PodStart.Failing> refusal = new MilvusRanks(pods.apply(pod.namespace())).findRefusal(pod, version);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        milvusVersion = version;
        milvusNamespace = pod.namespace();
        readLogins(pod);
        return new PodStart.Ready(Duration.between(pod.started(), MilvusStart.ready(
                pulled, etcdServes, kafkaLogin.get().orElse(pulled), milvus.readiness().ready(durations.create("milvus")))));
    }

    private static boolean runsMilvus(Container container) {
        return Images.isMilvus(container.image()) && container.words().containsAll(List.of("milvus", "run"));
    }

    private static String process(StartingPod pod) {
        return pod.workload().contains("load-balancer-controller") ? "loadBalancerController"
                : EtcdMembers.contain(pod.labels()) ? "etcd" : "otherProcess";
    }

    /** Coordinators make root when there is none yet, and proxies ask for logins, each by what its own pod was told. */
    private void readLogins(StartingPod pod) {
        MilvusLogins told = logins.apply(pod.namespace(), pod.name());
        if (pod.workload().endsWith("coord")) {
            MilvusPods milvus = pods.apply(pod.namespace());
            milvus.etcd().of(milvus.etcdVolumes()).makeRoot(milvusVersion, told.findFirstPassword());
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
    public Optional<InetSocketAddress> findListener(String namespace, String pod, int port) {
        if (port != MilvusReach.PORT || !pod.contains("-proxy-") || milvusVersion == null) {
            return Optional.empty();
        }
        FakeMilvus server = milvus();
        return Optional.of(server.port() == 0
                ? InetSocketAddress.createUnresolved(pod, port)
                : new InetSocketAddress(server.host(), server.port()));
    }

    /** The one behind all proxies. */
    FakeMilvus milvus() {
        FakeMilvus server = process.of(pods.apply(milvusNamespace), milvusVersion);
        server.asksForLogin(loginAsked);
        faults.apply(server);
        return server;
    }

    @Override
    public void close() {
        process.close();
    }
}
