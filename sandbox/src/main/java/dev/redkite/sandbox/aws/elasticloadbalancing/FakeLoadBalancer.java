package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.aws.Lifecycle;
import dev.redkite.sandbox.aws.elasticloadbalancing.FakeElasticLoadBalancingV2Client.Owner;
import dev.redkite.sandbox.aws.elasticloadbalancing.LoadBalancerNetwork.Placement;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.*;

/** @param placement where it stands in its VPC */
record FakeLoadBalancer(
        Owner owner,
        String arn,
        String hostname,
        Instant created,
        Lifecycle lifecycle,
        LoadBalancerRequest request,
        Placement placement) {

    String name() {
        return request.name();
    }

    Map<String, String> tags() {
        return request.tags();
    }

    boolean goneAt(Instant instant) {
        return lifecycle.at(instant) == Lifecycle.Phase.GONE;
    }

    /** Somebody asked for its deletion. */
    boolean dying() {
        return lifecycle.gone() != null;
    }

    FakeLoadBalancer with(Lifecycle changed) {
        return new FakeLoadBalancer(owner, arn, hostname, created, changed, request, placement);
    }

    FakeLoadBalancer with(LoadBalancerRequest changed) {
        return new FakeLoadBalancer(owner, arn, hostname, created, lifecycle, changed, placement);
    }

    /** Its controller has forgotten it; by its tags it is still the cluster's. */
    FakeLoadBalancer withoutOwner() {
        Owner nobody = new Owner("", owner.kind(), owner.stack());
        return new FakeLoadBalancer(nobody, arn, hostname, created, lifecycle, request, placement);
    }

    /** In which names of its kind and region lie; ids of the sandbox's own: https://docs.aws.amazon.com/general/latest/gr/elb.html has AWS'. */
    private String zone() {
        return "Z%s%08X".formatted(request.kind() == Kind.NETWORK ? "NLB" : "ALB", arn.split(":")[3].hashCode());
    }

    LoadBalancer described(Instant now) {
        return LoadBalancer.builder()
                .loadBalancerArn(arn)
                .loadBalancerName(name())
                .dnsName(hostname)
                .canonicalHostedZoneId(zone())
                .createdTime(created)
                .type(request.kind() == Kind.NETWORK ? LoadBalancerTypeEnum.NETWORK : LoadBalancerTypeEnum.APPLICATION)
                .scheme(request.scheme() == Scheme.INTERNAL
                        ? LoadBalancerSchemeEnum.INTERNAL : LoadBalancerSchemeEnum.INTERNET_FACING)
                .vpcId(placement.vpcId())
                .availabilityZones(placement.subnets().stream()
                        .map(subnet -> AvailabilityZone.builder()
                                .zoneName(subnet.availabilityZone()).subnetId(subnet.subnetId()).build())
                        .toList())
                .securityGroups(placement.frontendGroup(), placement.backendGroup())
                .state(state -> state.code(switch (lifecycle.at(now)) {
                    case CREATING -> LoadBalancerStateEnum.PROVISIONING;
                    case FAILED -> LoadBalancerStateEnum.FAILED;
                    case ACTIVE, DELETING, GONE -> LoadBalancerStateEnum.ACTIVE;
                }))
                .build();
    }
}
