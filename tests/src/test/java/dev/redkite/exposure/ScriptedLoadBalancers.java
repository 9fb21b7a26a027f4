package dev.redkite.exposure;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** Elastic Load Balancing answering what it is told to: at first one load balancer that is as it should be. */
final class ScriptedLoadBalancers {

    static final String NAME = "demo-g1-milvus";
    static final String ARN = "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/net/demo-g1-milvus/0123456789abcdef";

    LoadBalancer standing = LoadBalancer.builder().loadBalancerArn(ARN).loadBalancerName(NAME).dnsName("demo.elb.amazonaws.com")
            .scheme("internal").state(state -> state.code("active")).securityGroups("sg-1").build();
    boolean taggable = true;
    String environment = "demo";
    List<TargetGroup> groups = List.of(TargetGroup.builder().targetGroupArn("arn:group").port(19_530).build());
    List<TargetHealthDescription> targets = List.of();
    List<String> ranges = List.of("172.16.0.0/12", "10.0.0.0/8");
    List<Listener> listeners = List.of(Listener.builder().port(19_530).protocol("TCP").build(), Listener.builder().port(9_091).protocol("TCP").build());
    final List<String> deleted = new ArrayList<>();

    private final World world = World.standing();

    ScriptedLoadBalancers() {
        health("healthy", null);
        world.intercept((call, service) -> switch (call.request()) {
            case DescribeLoadBalancersRequest asked when standing == null || !asked.names().contains(NAME) ->
                throw Errors.of("ElasticLoadBalancingV2", 400, "LoadBalancerNotFound", "One or more load balancers not found");
            case DescribeLoadBalancersRequest _ -> DescribeLoadBalancersResponse.builder().loadBalancers(standing).build();
            case DescribeTagsRequest _ when !taggable -> throw Errors.of("ElasticLoadBalancingV2", 400, "LoadBalancerNotFound", "not found");
            case DescribeTagsRequest _ -> DescribeTagsResponse.builder().tagDescriptions(
                    described -> described.tags(tag -> tag.key("redkite:environment").value(environment))).build();
            case DescribeListenersRequest _ -> DescribeListenersResponse.builder().listeners(listeners).build();
            case DescribeTargetGroupsRequest _ -> DescribeTargetGroupsResponse.builder().targetGroups(groups).build();
            case DescribeTargetHealthRequest _ -> DescribeTargetHealthResponse.builder().targetHealthDescriptions(targets).build();
            case DescribeSecurityGroupsRequest _ -> DescribeSecurityGroupsResponse.builder().securityGroups(group -> group.ipPermissions(
                    permission -> permission.ipRanges(ranges.stream().map(range -> IpRange.builder().cidrIp(range).build()).toList()))).build();
            case DeleteLoadBalancerRequest asked -> {
                deleted.add(asked.loadBalancerArn());
                yield DeleteLoadBalancerResponse.builder().build();
            }
            default -> service.get();
        });
    }

    LoadBalancers loadBalancers() {
        return new LoadBalancers(world.client(ElasticLoadBalancingV2Client.class), world.client(Ec2Client.class));
    }

    void change(Consumer<LoadBalancer.Builder> change) {
        LoadBalancer.Builder builder = standing.toBuilder();
        change.accept(builder);
        standing = builder.build();
    }

    void health(String state, String reason) {
        targets = List.of(TargetHealthDescription.builder().target(target -> target.id("10.0.0.7"))
                .targetHealth(health -> health.state(state).reason(reason).description("as its service says")).build());
    }
}
