package dev.redkite.probe;

import dev.redkite.failure.StageBroken;
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
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that clients have written goes to the object storage, through the tunnel by which the probe asks. A Milvus of which no
 * process runs holds nothing: what it had not stored when it ended is in the brokers' log.
 */
record FlushStep(Clusters clusters, RootLogin rootLogin, MilvusReach reach, DataPath dataPath) implements Step<HealthProbeSpec, FlushFacts> {

    /** As of the probe; what is not done within it is gone on with by the next call, to which what is done is a look. */
    private static final Duration LIMIT = Duration.ofSeconds(300);

    @Override
    public Progress<FlushFacts> run(HealthProbeSpec spec) {
        KubernetesClient kubernetes = clusters.kubernetes(spec.cluster());
        Optional<String> proxy = new ReleasePods(kubernetes, spec.namespace()).findProxy(spec.release()).map(pod -> pod.getMetadata().getName());
        if (proxy.isEmpty()) {
            return anyRuns(kubernetes, spec.namespace())
                    ? new Pending<>("no proxy of Milvus %s/%s is ready, and other processes of Milvus run".formatted(spec.namespace(), spec.release()))
                    : new Done<>(new FlushFacts(List.of(), false));
        }
        List<String> flushed = new ArrayList<>();
        return switch (asked(spec, kubernetes, proxy.get(), flushed)) {
            case Passed _ -> new Done<>(new FlushFacts(flushed, true));
            case Unavailable(DataPathStep step, String reason) -> new Pending<>(
                    "%d collections are flushed, then, at %s: %s".formatted(flushed.size(), step, reason));
            case OutOfTime(DataPathStep step, String reason) -> new Pending<>(
                    "%d collections are flushed within %d s, then, at %s: %s".formatted(flushed.size(), LIMIT.toSeconds(), step, reason));
            case Wrong(DataPathStep step, String _, String got) -> throw new StageBroken(
                    "Milvus (pod %s/%s) refuses the step %s: %s. Next: read the log of that pod, mend the cause, then redrive the execution."
                            .formatted(spec.namespace(), proxy.get(), step, got));
            case Denied(DataPathStep step, String reason) -> throw new StageBroken(
                    "Milvus (pod %s/%s) refuses root's login at the step %s: %s. Next: %s, then redrive the execution.".formatted(
                            spec.namespace(), proxy.get(), step, reason, RootLogin.put(spec.rootSecret())));
        };
    }

    /** etcd and the administration page keep nothing of what clients write. */
    private static boolean anyRuns(KubernetesClient kubernetes, String namespace) {
        return kubernetes.pods().inNamespace(namespace).list().getItems().stream().anyMatch(FlushStep::holdsRows);
    }

    private static boolean holdsRows(Pod pod) {
        boolean runs = pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase());
        return runs && pod.getMetadata().getLabels() != null && pod.getMetadata().getLabels().getOrDefault("component", "").endsWith("node");
    }

    private DataPathResult asked(HealthProbeSpec spec, KubernetesClient kubernetes, String pod, List<String> flushed) {
        Endpoint.Login login = spec.authentication()
                ? new Endpoint.Login(RootLogin.USER, rootLogin.requirePassword(spec.rootSecret())) : null;
        try (MilvusReach.Tunnel tunnel = reach.open(kubernetes, spec.namespace(), pod, MilvusReach.PORT)) {
            return HealthProbeStep.explained(dataPath.flush(new Endpoint(tunnel.host(), tunnel.port(), login), LIMIT, flushed), tunnel);
        }
    }
}
