package dev.redkite.loadbalancer;

import dev.redkite.chart.ReleaseStage;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;

/** What makes load balancers of Services and Ingresses. */
public final class LoadBalancerControllerFunction extends StageFunction<LoadBalancerControllerFacts> {

    public LoadBalancerControllerFunction() {
        this(new LambdaPlatform());
    }

    public LoadBalancerControllerFunction(Platform platform) {
        super(new LoadBalancerControllerStage(
                platform::kubernetes,
                new ReleaseStage(platform::kubernetes, platform::helm, platform.charts(), platform.time()),
                platform.time()), LoadBalancerControllerSpec::of, LoadBalancerControllerSpec::identity);
    }
}
