package dev.redkite.probe;

import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.kubernetes.ClusterAccess;
import dev.redkite.probe.DataPathResult.Denied;
import dev.redkite.probe.DataPathResult.OutOfTime;
import dev.redkite.probe.DataPathResult.Passed;
import dev.redkite.probe.DataPathResult.Unavailable;
import dev.redkite.probe.DataPathResult.Wrong;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Stage;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Pods ready, then the whole data path, through the Kubernetes API's tunnel to a proxy's pod: so it works wherever
 * the load balancer is, and says nothing about the load balancer, which Exposure looks at.
 *
 * <p>The one stage whose call lasts: the check is a conversation that cannot be cut in pieces. It fits well into its
 * function's timeout, and what a killed call leaves, the next one drops.
 */
final class HealthProbeStage implements Stage<HealthProbeSpec, HealthProbeFacts> {

    static final int PORT = 19530;

    /** The rows need to be the same on every run, not to be any in particular. */
    static final long SEED = 19530;

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Half of the function's timeout of 600 s: the last step, the cleaning up and a slow start come on top. */
    private static final Duration LIMIT = Duration.ofSeconds(300);

    private static final String ROOT_SECRET = "milvus-root";

    private final Function<ClusterAccess, KubernetesClient> clusters;
    private final MilvusReach reach;
    private final DataPath dataPath;

    HealthProbeStage(Function<ClusterAccess, KubernetesClient> clusters, MilvusReach reach, DataPath dataPath) {
        this.clusters = clusters;
        this.reach = reach;
        this.dataPath = dataPath;
    }

    @Override
    public Progress<HealthProbeFacts> ensure(HealthProbeSpec wanted) {
        KubernetesClient kubernetes = clusters.apply(wanted.cluster());
        ReleasePods pods = new ReleasePods(kubernetes, wanted.namespace());
        List<String> unready = pods.unready();
        if (!unready.isEmpty()) {
            return new Pending<>(new Rollouts(kubernetes, wanted.namespace()).makeRoom()
                    .map("Deployment %s has no room for a new pod beside the old one, so the old one goes first"::formatted)
                    .orElseGet(() -> String.join(", ", unready)));
        }
        Optional<String> proxy = pods.findBehind(wanted.release());
        if (proxy.isEmpty()) {
            return new Pending<>("no ready pod behind Service %s/%s".formatted(wanted.namespace(), wanted.release()));
        }
        DataPathResult result = through(wanted, proxy.get(), (endpoint, tunnel) ->
                explained(check(endpoint, wanted.collection()), tunnel));
        return switch (result) {
            case Passed(String version, List<StepFigures> steps) ->
                new Done<>(new HealthProbeFacts(version, pods.ready(), steps));
            case Unavailable(Step step, String reason) ->
                new Pending<>("data path not open at %s: %s".formatted(step, reason));
            case OutOfTime(Step step, String reason) -> throw new Transient(
                    "Milvus (pod %s/%s) did not come past the step %s within %d s: %s. Next: read the logs of %s, mend the cause, then redrive the execution."
                            .formatted(wanted.namespace(), proxy.get(), step, LIMIT.toSeconds(), reason, suspects(step)));
            case Wrong(Step step, String expected, String got) -> throw new StageBroken(
                    "Milvus (pod %s/%s) answers wrongly at the step %s: expected %s, got %s. Next: read the logs of the query and data nodes, mend the cause, then redrive the execution."
                            .formatted(wanted.namespace(), proxy.get(), step, expected, got));
            case Denied(Step step, String reason) -> throw new StageBroken(
                    "Milvus (pod %s/%s) refuses %s at the step %s: %s. Next: put root's password into Secret %s/%s under the key password, then redrive the execution."
                            .formatted(wanted.namespace(), proxy.get(), wanted.authentication() ? "root's login" : "to answer without a login",
                                    step, reason, wanted.namespace(), ROOT_SECRET));
        };
    }

    /** A login that is refused may be one that this Milvus was never told of. */
    private DataPathResult check(Endpoint endpoint, String collection) {
        DataPathResult result = dataPath.check(endpoint, collection, LIMIT);
        return result instanceof Denied(Step step, String _) && step == Step.CONNECT
                        && endpoint.login() != null && dataPath.replacesPublishedPassword(endpoint)
                ? dataPath.check(endpoint, collection, LIMIT)
                : result;
    }

    /** A client sees a tunnel that does not come up as a connection that stays silent. */
    private static DataPathResult explained(DataPathResult result, MilvusReach.Tunnel tunnel) {
        return result instanceof Unavailable(Step step, String reason)
                ? new Unavailable(step, tunnel.failure().map(said -> reason + "; the tunnel to its pod says: " + said).orElse(reason))
                : result;
    }

    private static String suspects(Step step) {
        return switch (step) {
            case FLUSH -> "the data nodes, which write rows to the object storage";
            case INDEX -> "the index nodes (from 2.6 on the data nodes), which write indexes to the object storage";
            case LOAD, SEARCH, QUERY, HYBRID_SEARCH -> "coordinators and query nodes, which read from the object storage";
            case CONNECT, CREATE, INSERT, DELETE, DROP -> "proxies and coordinators";
        };
    }

    /** The collection goes with Milvus anyway; dropping it is a courtesy to a Milvus that stays. */
    @Override
    public Progress<Void> retire(HealthProbeSpec wanted) {
        KubernetesClient kubernetes = clusters.apply(wanted.cluster());
        if (wanted.authentication() && findPassword(kubernetes, wanted.namespace()).isEmpty()) {
            return new Done<>(null);
        }
        new ReleasePods(kubernetes, wanted.namespace()).findBehind(wanted.release()).ifPresent(proxy -> through(wanted, proxy, (endpoint, _) -> {
            dataPath.drop(endpoint, wanted.collection());
            return null;
        }));
        return new Done<>(null);
    }

    private <T> T through(HealthProbeSpec wanted, String pod, BiFunction<Endpoint, MilvusReach.Tunnel, T> work) {
        KubernetesClient kubernetes = clusters.apply(wanted.cluster());
        Endpoint.Login login = wanted.authentication() ? login(kubernetes, wanted.namespace()) : null;
        try (MilvusReach.Tunnel tunnel = reach.open(kubernetes, wanted.namespace(), pod, PORT)) {
            return work.apply(new Endpoint(tunnel.host(), tunnel.port(), login), tunnel);
        }
    }

    private static Endpoint.Login login(KubernetesClient kubernetes, String namespace) {
        String password = findPassword(kubernetes, namespace)
                .orElseThrow(() -> new StageBroken("Secret %s/%s with the key password is missing, and Milvus asks for a login. Next: start the request again, the stage MilvusRelease makes it."
                        .formatted(namespace, ROOT_SECRET)));
        return new Endpoint.Login("root", password);
    }

    private static Optional<String> findPassword(KubernetesClient kubernetes, String namespace) {
        return Optional.ofNullable(kubernetes.secrets().inNamespace(namespace).withName(ROOT_SECRET).get())
                .map(Secret::getData)
                .map(data -> data.get("password"))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    }
}
