package dev.redkite.loadbalancer;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** What makes load balancers of Services and Ingresses. */
public final class LoadBalancerControllerFunction
        extends StageFunction<LoadBalancerControllerSpec, LoadBalancerControllerFacts> {

    public LoadBalancerControllerFunction() {
        this(new AwsOutside());
    }

    public LoadBalancerControllerFunction(Outside outside) {
        super(new LoadBalancerControllerStage(outside));
    }

    @Override
    protected LoadBalancerControllerSpec wanted(StageRequest request) {
        return LoadBalancerControllerSpec.of(request);
    }
}
