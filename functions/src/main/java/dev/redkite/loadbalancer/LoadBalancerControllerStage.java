package dev.redkite.loadbalancer;

import dev.redkite.chart.ReleaseFacts;
import dev.redkite.chart.ReleaseIdentity;
import dev.redkite.chart.ReleaseStage;
import dev.redkite.kubernetes.PodReason;
import dev.redkite.kubernetes.Warnings;
import dev.redkite.platform.Clusters;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Stage;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The AWS Load Balancer Controller, done when its webhooks are served: until then the API server refuses Ingresses. */
record LoadBalancerControllerStage(Clusters clusters, ReleaseStage release, InstantSource time)
        implements Stage<LoadBalancerControllerSpec, ReleaseIdentity, LoadBalancerControllerFacts> {

    @Override
    public Progress<LoadBalancerControllerFacts> ensure(LoadBalancerControllerSpec spec) {
        return release.ensure(spec.release()).then(facts -> served(spec, facts));
    }

    private Progress<LoadBalancerControllerFacts> served(LoadBalancerControllerSpec spec, ReleaseFacts facts) {
        KubernetesClient kubernetes = clusters.kubernetes(spec.cluster());
        if (rolling(kubernetes)) {
            return new Pending<>("the pods that serve the controller's webhook are being replaced" + pods(kubernetes));
        }
        List<EndpointSlice> slices = kubernetes.discovery().v1().endpointSlices()
                .inNamespace(LoadBalancerControllerSpec.NAMESPACE)
                .withLabel("kubernetes.io/service-name", LoadBalancerControllerSpec.WEBHOOK_SERVICE)
                .list().getItems();
        boolean ready = slices.stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .anyMatch(endpoint -> endpoint.getConditions() != null
                        && Boolean.TRUE.equals(endpoint.getConditions().getReady()));
        if (ready) {
            return new Done<>(new LoadBalancerControllerFacts(facts.namespace(), facts.release(), facts.chartVersion(), facts.drift()));
        }
        boolean overdue = slices.stream().anyMatch(slice -> Warnings.overdue(slice, time.instant()));
        return new Pending<>(overdue
                ? "no endpoints available for service \"%s\" in %s%s".formatted(LoadBalancerControllerSpec.WEBHOOK_SERVICE,
                        LoadBalancerControllerSpec.NAMESPACE, pods(kubernetes))
                : "the controller's webhook has no endpoints yet");
    }

    /** Pods of an earlier revision serve the webhook too, but by what that revision says. */
    private static boolean rolling(KubernetesClient kubernetes) {
        Deployment controller = kubernetes.apps().deployments().inNamespace(LoadBalancerControllerSpec.NAMESPACE)
                .withName(LoadBalancerControllerSpec.RELEASE).get();
        if (controller == null || controller.getStatus() == null || controller.getStatus().getReplicas() == null) {
            return false;
        }
        DeploymentStatus status = controller.getStatus();
        return !Objects.equals(status.getObservedGeneration(), controller.getMetadata().getGeneration())
                || !status.getReplicas().equals(status.getUpdatedReplicas());
    }

    /** Those that could serve it, and what Kubernetes says of each. */
    private static String pods(KubernetesClient kubernetes) {
        return kubernetes.pods().inNamespace(LoadBalancerControllerSpec.NAMESPACE)
                .withLabel("app.kubernetes.io/name", LoadBalancerControllerSpec.RELEASE)
                .list().getItems().stream()
                .flatMap(pod -> PodReason.find(pod)
                        .map(reason -> "; pod %s: %s".formatted(pod.getMetadata().getName(), reason)).stream())
                .sorted()
                .collect(Collectors.joining());
    }

    @Override
    public Progress<Void> retire(ReleaseIdentity identity) {
        return release.retire(identity);
    }
}
