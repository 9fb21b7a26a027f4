package dev.redkite.domain;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.route53.Route53Client;

/** The names by which an environment is reached. */
public final class DomainFunction extends StageFunction<DomainFacts> {

    public DomainFunction() {
        this(new LambdaPlatform());
    }

    public DomainFunction(Platform platform) {
        super(new DomainStage(
                () -> platform.aws(Route53Client.class), () -> platform.aws(ElasticLoadBalancingV2Client.class), platform.time()),
                DomainSpec::of, StageRequest::plan);
    }
}
