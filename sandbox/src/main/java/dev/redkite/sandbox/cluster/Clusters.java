package dev.redkite.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.lambda.EksToken;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.kubernetes.Cloud;
import dev.redkite.sandbox.kubernetes.EksTokenVerifier;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import dev.redkite.sandbox.kubernetes.RequestInterceptor;
import dev.redkite.sandbox.kubernetes.RoleBasedAccess;
import dev.redkite.sandbox.kubernetes.StatusException;
import dev.redkite.sandbox.milvus.FakeMilvus;
import dev.redkite.sandbox.milvus.MilvusInterceptor;
import dev.redkite.sandbox.outsider.KubernetesTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import software.amazon.awssdk.services.eks.model.DescribeAddonRequest;

/** The Kubernetes API behind every EKS cluster of a world: started with the first request, stopped with the cluster. */
public final class Clusters implements AutoCloseable {

    /** What one request to a Kubernetes API takes from inside a function, round trip. */
    public static final Duration REQUEST_LATENCY = Duration.ofMillis(20);

    private record Running(FakeKubernetesCluster cluster, Workloads workloads) {}

    private final World world;
    private final BiConsumer<String, String> requests;
    private final boolean direct;
    private final Principals principals = new Principals();
    private final ClusterFaults faults = new ClusterFaults();
    private final MilvusStorage storage;
    private final EtcdVolumes etcd = new EtcdVolumes();
    private final KafkaTopics topics;
    private final SortedMap<String, Running> running = new TreeMap<>();
    private final List<RequestInterceptor> interceptors = new ArrayList<>();
    private final List<Consumer<JsonNode>> readers = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private MilvusInterceptor milvusCalls = _ -> MilvusInterceptor.Fate.SERVED;

    /**
     * @param requests is told verb and path of every request; the path of a read is empty
     * @param direct whether nothing in a cluster has a port
     */
    public Clusters(World world, BiConsumer<String, String> requests, boolean direct) {
        this.world = world;
        this.direct = direct;
        this.requests = requests;
        this.storage = new MilvusStorage(world.s3(), "s3.%s.%s".formatted(world.region(), world.place().partition().dnsSuffix()),
                new PodCredentials(world), faults);
        this.topics = new KafkaTopics(world.kafka(), world.clock());
        world.eks().whenClusterGone(this::stop);
    }

    public Principals principals() {
        return principals;
    }

    /** For somebody who knocks without having been let in. */
    public KubernetesTokens tokens() {
        return new KubernetesTokens() {
            @Override
            public String sign(String cluster, String role) {
                return EksToken.of(cluster, world.region(), principals.credentials(role), world.clock().instant());
            }

            @Override
            public boolean admits(String cluster, String token, String verb, String resource, String namespace) {
                return find(cluster).filter(each -> each.admits(token, verb, resource, namespace)).isPresent();
            }
        };
    }

    public ClusterFaults faults() {
        return faults;
    }

    /** Where a cluster's API listens on this machine. */
    String endpoint(String name) {
        FakeKubernetesCluster cluster = require(name);
        return faults.certificateExpired() ? cluster.expiredEndpoint() : cluster.endpoint();
    }

    FakeKubernetesCluster require(String name) {
        return running.computeIfAbsent(name, this::started).cluster();
    }

    Optional<FakeKubernetesCluster> find(String name) {
        return Optional.ofNullable(running.get(name)).map(Running::cluster);
    }

    public FakeMilvus milvus(String cluster) {
        return running.get(cluster).workloads().milvus();
    }

    /** Clusters advance when somebody looks; before AWS is asked about what they make there, somebody has to. */
    public void reconcile() {
        running.forEach((name, each) -> {
            each.cluster().reconcile();
            storage.settle(name, each.cluster());
        });
    }

    /** Sees every call to a Milvus from now on. */
    public void interceptMilvus(MilvusInterceptor interceptor) {
        milvusCalls = interceptor;
    }

    /** Every cluster that runs, by its name. */
    public SortedMap<String, FakeKubernetesCluster> all() {
        SortedMap<String, FakeKubernetesCluster> all = new TreeMap<>();
        running.forEach((name, each) -> all.put(name, each.cluster()));
        return all;
    }

    public MilvusStorage storage() {
        return storage;
    }

    /** Stands around every request to every cluster from now on; the first that refuses decides. */
    public void intercept(RequestInterceptor interceptor) {
        interceptors.add(interceptor);
    }

    /** Gives every state of every object of every cluster, on whatever thread makes it. */
    public void watch(Consumer<JsonNode> reader) {
        readers.add(reader);
        running.values().forEach(each -> each.cluster().watch(reader));
    }

    private Running started(String name) {
        Workloads workloads = new Workloads(world.place().durations(), () -> world.kafka().loginsUsableAt(),
                namespace -> new EtcdMembers(running.get(name).cluster(), namespace).servingSince(), faults,
                new MilvusProcess(direct, method -> milvusCalls.fate(method)),
                namespace -> new MilvusPods(running.get(name).cluster(), namespace, world.s3(),
                        new MilvusRole(new PodCredentials(world), name, running.get(name).cluster()), etcd, topics),
                pod -> new BackupRun(world, running.get(name).cluster(), name, pod.namespace(), pod.name()),
                (namespace, pod) -> new MilvusLogins(running.get(name).cluster(), namespace, pod));
        Cloud cloud = new Cloud(
                new Ec2Nodes(name, world.eks()),
                new EbsVolumes(world.ec2(), driverActive(name)::get,
                        key -> world.iam().allows(driverRole(name), "kms:CreateGrant", key)),
                world.elasticLoadBalancing().of(name));
        EksTokenVerifier verifier = new EksTokenVerifier(name, world.place().partition(), world.clock(), principals::findSecret);
        FakeKubernetesCluster cluster = new FakeKubernetesCluster(new FakeKubernetesCluster.Settings(
                name,
                world.eks().version(name),
                world.clock(),
                workloads,
                cloud,
                new EksAccess(name, world.eks(), principals, verifier, new RoleBasedAccess(type -> running.get(name).cluster().objects(type))),
                workloads,
                interceptor()));
        readers.forEach(cluster::watch);
        return new Running(cluster, workloads);
    }

    /** The driver is what its role lets it be. */
    private Remembered<Boolean> driverActive(String name) {
        return new Remembered<>(() -> world.eks().changes(name) + world.iam().changes().until(world.now()),
                () -> world.eks().activeAddons(name).contains("aws-ebs-csi-driver"));
    }

    private String driverRole(String name) {
        return world.eks().describeAddon(DescribeAddonRequest.builder().clusterName(name).addonName("aws-ebs-csi-driver").build())
                .addon().serviceAccountRoleArn();
    }

    private RequestInterceptor interceptor() {
        return new RequestInterceptor() {
            /** Functions outside a VPC come from one of AWS' addresses, and from another the next time. */
            @Override
            public boolean reaches(Request request) {
                int call = calls.incrementAndGet();
                return world.eks().answers(request.cluster(), "34.%d.%d.%d".formatted(208 + call % 8, call >> 8 & 255, call & 255));
            }

            @Override
            public Optional<StatusException> before(Request request) {
                Optional<StatusException> refusal =
                        interceptors.stream().flatMap(each -> each.before(request).stream()).findFirst();
                if (refusal.isPresent()) {
                    return refusal;
                }
                requests.accept(request.verb(), request.reads() ? "" : request.target());
                return faults.findRefusal(request);
            }

            @Override
            public boolean after(Request request, int statusCode) {
                return interceptors.stream().allMatch(each -> each.after(request, statusCode));
            }
        };
    }

    private void stop(String name) {
        Running stopped = running.remove(name);
        if (stopped != null) {
            close(stopped);
        }
    }

    private static void close(Running each) {
        each.cluster().close();
        each.workloads().close();
    }

    @Override
    public void close() {
        running.values().forEach(Clusters::close);
        running.clear();
    }
}
