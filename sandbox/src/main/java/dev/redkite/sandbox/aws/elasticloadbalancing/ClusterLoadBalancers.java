package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.kubernetes.CloudLoadBalancers;
import java.time.Instant;
import java.util.Optional;

/** The load balancers that one cluster's controller looks after: a stack's name means something within a cluster only. */
record ClusterLoadBalancers(FakeElasticLoadBalancingV2Client service, String cluster) implements CloudLoadBalancers {

    @Override
    public Optional<String> ensure(LoadBalancerRequest request, Instant at) {
        return service.ensure(new Owner(cluster, request.kind(), request.stack()), request, at);
    }

    @Override
    public Optional<String> refusal(Kind kind, String stack) {
        return service.refusal(new Owner(cluster, kind, stack));
    }

    @Override
    public boolean remove(Kind kind, String stack, Instant at) {
        service.remove(new Owner(cluster, kind, stack), at);
        return true;
    }

    @Override
    public Optional<Instant> tidy(Instant at) {
        return service.tidy(cluster, at);
    }

    /** For whom a load balancer was made. */
    record Owner(String cluster, Kind kind, String stack) {}
}
