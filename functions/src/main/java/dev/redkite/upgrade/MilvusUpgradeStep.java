package dev.redkite.upgrade;

import dev.redkite.failure.StageBroken;
import dev.redkite.kubernetes.PodReason;
import dev.redkite.kubernetes.PodStart;
import dev.redkite.milvus.ComponentDeployments;
import dev.redkite.platform.Clusters;
import dev.redkite.probe.ReleasePods;
import dev.redkite.probe.Rollouts;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Milvus' components one after the other, each once all pods of the one before are new and ready: who is depended on goes before
 * who depends, for a later Milvus answers what an earlier one asks. Helm would change all of them at once; afterwards its upgrade
 * finds them as it wants them.
 */
record MilvusUpgradeStep(Clusters clusters, InstantSource time) implements Step<MilvusUpgradeSpec, MilvusUpgradeFacts> {

    /** So long a new coordinator takes over before anything depends on it (rollingUpdate.sh of Milvus, {@code minReadySeconds}). */
    private static final Duration TAKES_OVER = Duration.ofSeconds(30);

    /** Five minutes at the stage's pace, the longest that a kubelet waits before it tries an image again: who redrives has mended it just now. */
    private static final int LOOKS = 20;

    private static final String COORDINATOR = "Coordinator";

    @Override
    public Progress<MilvusUpgradeFacts> run(MilvusUpgradeSpec spec) {
        KubernetesClient kubernetes = clusters.kubernetes(spec.cluster());
        ComponentDeployments deployments = new ComponentDeployments(kubernetes, spec.plan());
        deployments.refuseToGoBack();
        List<String> order = spec.upgrade().order();
        for (String component : order) {
            Optional<String> unfinished = deployments.find(component)
                    .flatMap(deployment -> changed(spec, deployments, component, deployment));
            if (unfinished.isPresent()) {
                return new Pending<>("%s of %d components to Milvus %s: %s".formatted(
                        order.indexOf(component) + 1, order.size(), spec.upgrade().to(), unfinished.get()));
            }
        }
        return new Done<>(new MilvusUpgradeFacts(spec.upgrade().from(), spec.upgrade().to(), order));
    }

    /** One that is missing the release makes, as it is to be. */
    private Optional<String> changed(MilvusUpgradeSpec spec, ComponentDeployments deployments, String component, Deployment deployment) {
        String name = deployment.getMetadata().getName();
        if (!ComponentDeployments.runs(deployment, spec.upgrade().to())) {
            deployments.change(deployment, spec.upgrade().to());
            return Optional.of("Deployment %s was told to run it".formatted(name));
        }
        Optional<String> rolling = new ReleasePods(deployments.kubernetes(), spec.plan().names().release()).findRolling(deployment);
        if (rolling.isPresent()) {
            return Optional.of(new Rollouts(deployments.kubernetes(), spec.plan().names().release()).makeRoom()
                    .map("Deployment %s has no room for a new pod beside the old one, so the old one goes first"::formatted)
                    .orElseGet(() -> requireStart(spec, deployments.kubernetes(), deployment, rolling.get())));
        }
        return component.endsWith(COORDINATOR) && !takenOver(deployments.kubernetes(), deployment)
                ? Optional.of("Deployment %s takes over".formatted(name)) : Optional.empty();
    }

    /** The environment's lock is held meanwhile, and a pod that does not begin is nothing that time mends. */
    private String requireStart(MilvusUpgradeSpec spec, KubernetesClient kubernetes, Deployment deployment, String rolling) {
        List<Pod> late = pods(kubernetes, deployment).filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> !PodStart.hasBegun(pod) && PodStart.isDue(pod, time.instant())).toList();
        if (late.isEmpty() || spec.retries() < LOOKS) {
            return rolling;
        }
        throw new StageBroken("Deployment %s has pods that have not begun within %d minutes%s. Next: mend the cause, then redrive the execution or send the request again, which goes on from there."
                .formatted(deployment.getMetadata().getName(), PodStart.LONGEST.toMinutes(), PodReason.behind(late)));
    }

    private static Stream<Pod> pods(KubernetesClient kubernetes, Deployment deployment) {
        return kubernetes.pods().inNamespace(deployment.getMetadata().getNamespace())
                .withLabelSelector(deployment.getSpec().getSelector()).list().getItems().stream();
    }

    private boolean takenOver(KubernetesClient kubernetes, Deployment deployment) {
        Instant latest = time.instant().minus(TAKES_OVER);
        return pods(kubernetes, deployment)
                .flatMap(MilvusUpgradeStep::readySince)
                .noneMatch(since -> since.isAfter(latest));
    }

    private static Stream<Instant> readySince(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()));
    }
}
