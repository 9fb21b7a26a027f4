package dev.redkite.domain;

import dev.redkite.environment.Plan;
import dev.redkite.exposure.ExposureFacts;
import dev.redkite.network.NetworkFacts;
import dev.redkite.stage.StageRequest;

/**
 * The names that the plan asks for.
 *
 * @param vpcId      where a zone that Redkite makes is known
 * @param milvusHost the load balancer's own name, which Exposure has found healthy
 */
record DomainSpec(Plan plan, String vpcId, String milvusHost) {

    static DomainSpec of(StageRequest request) {
        return new DomainSpec(request.plan(), request.facts("network", NetworkFacts.class).vpcId(),
                request.facts("exposure", ExposureFacts.class).milvusHost());
    }

    PrivateZoneSpec zone(Plan.Domain domain) {
        return new PrivateZoneSpec(plan.names(), plan.ownership(), domain.zone(), vpcId);
    }
}
