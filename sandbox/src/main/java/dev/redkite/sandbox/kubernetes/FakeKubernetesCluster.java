package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.time.VirtualClock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Kubernetes cluster: a real HTTPS API on 127.0.0.1, the same API in process, and controllers whose work is computed from the virtual clock
 * whenever somebody looks. Strict: unknown fields, wrong types, missing tokens and impossible placements are refused.
 *
 * <p>Close it when done. Requests are served on threads of their own, but only one at a time touches the state.
 */
public final class FakeKubernetesCluster implements AutoCloseable {

    /**
     * Everything a cluster needs from outside.
     *
     * @param name as EKS knows it
     * @param kubernetesVersion such as "1.35"
     */
    public record Settings(
            String name,
            String kubernetesVersion,
            VirtualClock clock,
            ClusterTimes times,
            Cloud cloud,
            AccessControl access,
            PodNetwork pods,
            RequestInterceptor interceptor) {
        public Settings {
            Objects.requireNonNull(interceptor);
        }
    }

    private final ClusterState state;
    private final Api api;
    private ApiServer server;

    public FakeKubernetesCluster(Settings settings) {
        MountedCertificates certificates = new MountedCertificates();
        ControlLoop loop = new ControlLoop(settings.clock(), List.of(
                new NamespaceController(), new NodeController(), new DeploymentController(), new ReplicaSetController(),
                new StatefulSetController(), new DaemonSetController(), new JobController(), new PodScheduler(),
                new VolumeController(), new PodController(), new EndpointsController(), new LoadBalancerController(),
                new GarbageCollector(), certificates));
        state = new ClusterState(
                settings.name(), settings.kubernetesVersion(), loop, certificates, settings.times(), settings.cloud());
        for (String namespace : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            ObjectNode json = Json.object();
            json.putObject("metadata").put("name", namespace);
            state.create("namespaces", json);
        }
        Priorities.ofTheSystem(state);
        Discovery discovery = new Discovery(state.types, settings.kubernetesVersion());
        api = new Api(settings.name(), state, new ResourceRequests(state, new Writes(state)), discovery, settings.access(),
                settings.interceptor(), new PortForward(state, settings.pods()));
    }

    /** Such as {@code https://127.0.0.1:40123}; it listens from the first time that somebody asks where. */
    public String endpoint() {
        return "https://127.0.0.1:" + server().port();
    }

    private synchronized ApiServer server() {
        if (server == null) {
            server = new ApiServer(api::answer);
        }
        return server;
    }

    /** The same API without a socket. */
    public DirectApi direct() {
        return new DirectApi(api, state);
    }

    /** The same API behind a certificate that is no longer valid. */
    public String expiredEndpoint() {
        return "https://127.0.0.1:" + server().expiredPort();
    }

    /** What EKS' DescribeCluster gives as certificateAuthority.data: a PEM certificate in base64. */
    public static String certificateAuthorityData() {
        return SandboxCertificate.instance().authorityData();
    }

    /**
     * Brings the cluster up to the clock without a request. To be called before AWS is asked about what a cluster
     * makes or deletes there (load balancers, volumes), since nobody may have looked at the cluster meanwhile.
     */
    public void reconcile() {
        state.reconcile();
    }

    /** Another one after every change of any object. */
    public long version() {
        return state.locked(state.store::resourceVersion);
    }

    /**
     * Whether whoever holds that token may do that, without a request that anybody sees.
     *
     * @param token empty for none
     */
    public boolean admits(String token, String verb, String resource, String namespace) {
        Optional<String> principal = token.isEmpty() ? Optional.of(RoleBasedAccess.ANONYMOUS) : api.access().findPrincipal(token);
        return principal.filter(each -> api.access().allows(new AccessControl.Attempt(each, verb, resource, namespace))).isPresent();
    }

    /** Everything of that type as it is stored now, such as {@code deployments.apps}; to be read only. */
    public List<JsonNode> objects(String qualifiedPlural) {
        return state.locked(() -> state.store.list(qualifiedPlural).stream().<JsonNode>map(KubernetesObject::json).toList());
    }

    /** Everything that is stored now; to be read only. */
    public List<JsonNode> objects() {
        return state.locked(() -> state.types.all().stream()
                .flatMap(type -> state.store.list(type.qualifiedPlural()).stream())
                .<JsonNode>map(KubernetesObject::json)
                .toList());
    }

    /** Gives every state of every object, from the cluster's beginning on; to be read only. */
    public void watch(Consumer<JsonNode> reader) {
        state.locked(() -> {
            state.store.watch(object -> reader.accept(object.json()));
            return null;
        });
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop();
        }
    }
}
