package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.aws.Lifecycle;
import dev.redkite.sandbox.aws.elasticloadbalancing.FakeElasticLoadBalancingV2Client.Owner;
import dev.redkite.sandbox.aws.elasticloadbalancing.LoadBalancerNetwork.Placement;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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

    /** In order of their ports. */
    List<Listener> listeners(List<FakeTargetGroup> groups) {
        return request.listeners().stream()
                .sorted(Comparator.comparing(CloudLoadBalancers.Listener::port))
                .map(listener -> described(listener, groups))
                .toList();
    }

    private Listener described(CloudLoadBalancers.Listener listener, List<FakeTargetGroup> groups) {
        Listener.Builder described = Listener.builder()
                .listenerArn("%s/%016x".formatted(arn.replace(":loadbalancer/", ":listener/"), listener.port()))
                .loadBalancerArn(arn)
                .port(listener.port())
                .protocol(listener.protocol())
                .defaultActions(listener.sendsTo().map(FakeLoadBalancer::redirect).orElseGet(() -> forward(listener, groups)));
        listener.encryption().ifPresent(encryption -> described
                .certificates(Certificate.builder().certificateArn(encryption.certificates().getFirst()).build())
                .sslPolicy(encryption.policy())
                .alpnPolicy(encryption.alpn().isEmpty() ? List.of() : List.of(encryption.alpn())));
        return described.build();
    }

    private static Action redirect(int port) {
        return Action.builder().type(ActionTypeEnum.REDIRECT)
                .redirectConfig(to -> to.protocol("HTTPS").port(Integer.toString(port)).statusCode(RedirectActionStatusCodeEnum.HTTP_301))
                .build();
    }

    /** What comes in at a port of an Ingress its rules send on; without any it is not found. */
    private Action forward(CloudLoadBalancers.Listener listener, List<FakeTargetGroup> groups) {
        return request.kind() == Kind.APPLICATION
                ? Action.builder().type(ActionTypeEnum.FIXED_RESPONSE).fixedResponseConfig(answer -> answer.statusCode("404")).build()
                : Action.builder().type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(groups.stream().filter(group -> group.listener().port() == listener.port()).findFirst().orElseThrow().arn())
                        .build();
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
