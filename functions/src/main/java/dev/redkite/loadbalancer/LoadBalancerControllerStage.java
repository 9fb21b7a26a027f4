package dev.redkite.loadbalancer;

import dev.redkite.chart.ReleaseFacts;
import dev.redkite.chart.ReleaseStage;
import dev.redkite.outside.Outside;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Stage;

/** The AWS Load Balancer Controller, done when its webhooks are served: until then the API server refuses Ingresses. */
final class LoadBalancerControllerStage implements Stage<LoadBalancerControllerSpec, LoadBalancerControllerFacts> {

    private final Outside outside;
    private final ReleaseStage release;

    LoadBalancerControllerStage(Outside outside) {
        this.outside = outside;
        release = new ReleaseStage(outside);
    }

    @Override
    public Progress<LoadBalancerControllerFacts> ensure(LoadBalancerControllerSpec wanted) {
        return switch (release.ensure(wanted.release())) {
            case Pending<ReleaseFacts>(String reason) -> new Pending<>(reason);
            case Done<ReleaseFacts>(ReleaseFacts facts) -> webhookServed(wanted)
                    ? new Done<>(new LoadBalancerControllerFacts(facts.namespace(), facts.release(), facts.chartVersion()))
                    : new Pending<>("the controller's webhook has no endpoints yet");
        };
    }

    private boolean webhookServed(LoadBalancerControllerSpec wanted) {
        return outside.kubernetes(wanted.cluster()).discovery().v1().endpointSlices()
                .inNamespace(LoadBalancerControllerSpec.NAMESPACE)
                .withLabel("kubernetes.io/service-name", LoadBalancerControllerSpec.WEBHOOK_SERVICE)
                .list().getItems().stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .anyMatch(endpoint -> endpoint.getConditions() != null
                        && Boolean.TRUE.equals(endpoint.getConditions().getReady()));
    }

    @Override
    public Progress<Void> retire(LoadBalancerControllerSpec wanted) {
        return release.retire(wanted.release());
    }
}
