package dev.redkite.probe;

import dev.redkite.domain.NameServers;
import dev.redkite.environment.Names;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.kubernetes.VolumeZones;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Clusters;
import dev.redkite.platform.MilvusReach;
import dev.redkite.probe.DataPathResult.Denied;
import dev.redkite.probe.DataPathResult.OutOfTime;
import dev.redkite.probe.DataPathResult.Passed;
import dev.redkite.probe.DataPathResult.Unavailable;
import dev.redkite.probe.DataPathResult.Wrong;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pods ready, then the whole data path, through the Kubernetes API's tunnel to a proxy's pod: so it works wherever
 * the load balancer is, and says nothing about the load balancer, which Exposure looks at. Nor can it go by the name that
 * Domain made, which only the VPC may know: Route 53 is asked whether its servers all have it.
 *
 * <p>The one stage whose call lasts: the check is a conversation that cannot be cut in pieces. It fits well into its
 * function's timeout, and what a killed call leaves, the next one drops.
 */
record HealthProbeStep(
        Clusters clusters, RootLogin rootLogin, NameServers nameServers, MilvusReach reach, DataPath dataPath)
        implements Step<HealthProbeSpec, HealthProbeFacts> {

    /** The rows need to be the same on every run, not to be any in particular. */
    static final long SEED = 19530;

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Half of the function's timeout of 600 s: the last step, the cleaning up and a slow start come on top. */
    private static final Duration LIMIT = Duration.ofSeconds(300);

    @Override
    public Progress<HealthProbeFacts> run(HealthProbeSpec spec) {
        KubernetesClient kubernetes = clusters.kubernetes(spec.cluster());
        ReleasePods pods = new ReleasePods(kubernetes, spec.namespace());
        Optional<String> obstacle = obstacle(spec, kubernetes, pods);
        if (obstacle.isPresent()) {
            return new Pending<>(obstacle.get());
        }
        Optional<String> proxy = pods.findBehind(spec.release());
        if (proxy.isEmpty()) {
            return new Pending<>("no ready pod behind Service %s/%s".formatted(spec.namespace(), spec.release()));
        }
        return switch (asked(spec, kubernetes, proxy.get())) {
            case Passed(String version, List<StepFigures> steps) ->
                new Done<>(new HealthProbeFacts(version, pods.ready(), steps));
            case Unavailable(DataPathStep step, String reason) ->
                new Pending<>("data path not open at %s (port %d of pod %s/%s): %s".formatted(
                        step, MilvusReach.PORT, spec.namespace(), proxy.get(), reason));
            case OutOfTime(DataPathStep step, String reason) -> throw new Transient(
                    "Milvus (pod %s/%s) did not come past the step %s within %d s: %s. Next: read the logs of %s, mend the cause, then redrive the execution."
                            .formatted(spec.namespace(), proxy.get(), step, LIMIT.toSeconds(), reason, suspects(step)));
            case Wrong(DataPathStep step, String expected, String got) -> throw new StageBroken(
                    "Milvus (pod %s/%s) answers wrongly at the step %s: expected %s, got %s. Next: read the logs of the query and data nodes, mend the cause, then redrive the execution."
                            .formatted(spec.namespace(), proxy.get(), step, expected, got));
            case Denied(DataPathStep step, String reason) -> throw denied(spec, proxy.get(), step, reason);
        };
    }

    /** What the check need not be made for yet. Nobody is told a name that some of its servers do not know. */
    private Optional<String> obstacle(HealthProbeSpec spec, KubernetesClient kubernetes, ReleasePods pods) {
        List<String> unready = pods.unready();
        if (!unready.isEmpty()) {
            return Optional.of(new Rollouts(kubernetes, spec.namespace()).makeRoom()
                    .map("Deployment %s has no room for a new pod beside the old one, so the old one goes first"::formatted)
                    .orElseGet(() -> unready(kubernetes, spec, String.join(", ", unready))));
        }
        return nameServers.know(spec.nameChange()) ? Optional.empty()
                : Optional.of("not all servers of Route 53 know the new records yet (change %s)".formatted(spec.nameChange()));
    }

    private static String unready(KubernetesClient kubernetes, HealthProbeSpec spec, String said) {
        return said + VolumeZones.behind(kubernetes, spec.namespace(), said);
    }

    private static StageBroken denied(HealthProbeSpec spec, String pod, DataPathStep step, String reason) {
        String words = spec.authentication()
                ? "Milvus (pod %s/%s) refuses root's login at the step %s: %s. Root's password is neither what Secret %s in Secrets Manager holds or held before, nor what Milvus began with: somebody changed it in Milvus. Next: %s, then redrive the execution."
                        .formatted(spec.namespace(), pod, step, reason, spec.rootSecret(), RootLogin.put(spec.rootSecret()))
                : "Milvus (pod %s/%s) refuses to answer without a login at the step %s: %s. Next: ask for milvus.authentication, and start the request again."
                        .formatted(spec.namespace(), pod, step, reason);
        return new StageBroken(words);
    }

    /**
     * A login that is refused may be one that this Milvus was never told of: it may have begun with the published password, or
     * somebody has put another into Secrets Manager since.
     */
    private DataPathResult check(HealthProbeSpec spec, KubernetesClient kubernetes, Endpoint endpoint) {
        DataPathResult result = dataPath.check(endpoint, spec.collection(), LIMIT);
        if (endpoint.login() == null || !(result instanceof Denied(DataPathStep step, String _) && step == DataPathStep.CONNECT)) {
            return result;
        }
        for (String former : formerPasswords(spec, kubernetes)) {
            Optional<DataPathResult> replaced = dataPath.replaces(endpoint, former);
            if (replaced.isEmpty()) {
                return dataPath.check(endpoint, spec.collection(), LIMIT);
            }
            if (!(replaced.get() instanceof Denied)) {
                return replaced.get();
            }
        }
        return result;
    }

    private Set<String> formerPasswords(HealthProbeSpec spec, KubernetesClient kubernetes) {
        Set<String> former = new LinkedHashSet<>();
        rootLogin.findFormer(spec.rootSecret()).ifPresent(former::add);
        findFirstPassword(kubernetes, spec.namespace()).ifPresent(former::add);
        former.add(RootLogin.PUBLISHED);
        return former;
    }

    /** A client sees a tunnel that does not come up as a connection that stays silent. */
    static DataPathResult explained(DataPathResult result, MilvusReach.Tunnel tunnel) {
        return result instanceof Unavailable(DataPathStep step, String reason)
                ? new Unavailable(step, tunnel.failure().map(said -> reason + "; the tunnel to its pod says: " + said).orElse(reason))
                : result;
    }

    private static String suspects(DataPathStep step) {
        return switch (step) {
            case FLUSH -> "the data nodes, which write rows to the object storage";
            case INDEX -> "the index nodes (from 2.6 on the data nodes), which write indexes to the object storage";
            case LOAD, SEARCH, QUERY, HYBRID_SEARCH -> "coordinators and query nodes, which read from the object storage";
            case CONNECT, LOGIN, CREATE, INSERT, DELETE, DROP -> "proxies and coordinators";
        };
    }

    private DataPathResult asked(HealthProbeSpec spec, KubernetesClient kubernetes, String pod) {
        Endpoint.Login login = spec.authentication()
                ? new Endpoint.Login(RootLogin.USER, rootLogin.requirePassword(spec.rootSecret())) : null;
        try (MilvusReach.Tunnel tunnel = reach.open(kubernetes, spec.namespace(), pod, MilvusReach.PORT)) {
            return explained(check(spec, kubernetes, new Endpoint(tunnel.host(), tunnel.port(), login)), tunnel);
        }
    }

    private static Optional<String> findFirstPassword(KubernetesClient kubernetes, String namespace) {
        return Optional.ofNullable(kubernetes.secrets().inNamespace(namespace).withName(Names.ROOT_SECRET).get())
                .map(Secret::getData)
                .map(data -> data.get("password"))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
    }
}
