package dev.redkite.contract;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Controller;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * Everything that clusters are known to leave, planted.
 *
 * @param mark is in the names of what is planted
 */
record Leaks(Sandbox sandbox, String cluster, String subnet, String mark) {

    void plant() {
        World world = sandbox.world();
        world.elasticLoadBalancing().leavesLoadBalancerBehind();
        world.ec2().leavesInterfaceBehind();
        String vpc = client().describeSubnets(request -> request.subnetIds(subnet)).subnets().getFirst().vpcId();
        Map<String, String> controllers = Map.of("elbv2.k8s.aws/cluster", cluster);
        Map<String, String> clusters = Map.of("aws:eks:cluster-name", cluster);
        String traffic = world.ec2().addSecurityGroup(vpc, "k8s-traffic-" + mark, "forgotten", controllers);
        String other = world.ec2().addSecurityGroup(vpc, "k8s-other-" + mark, "forgotten", controllers);
        String forgotten = world.ec2().addSecurityGroup(vpc, "eks-cluster-sg-" + mark, "forgotten", clusters);
        String again = world.ec2().addSecurityGroup(vpc, "eks-cluster-sg-again-" + mark, "forgotten", clusters);
        String brokers = client().describeSecurityGroups(request -> request.filters(
                Filter.builder().name("group-name").values(cluster + "-brokers").build())).securityGroups().getFirst().groupId();
        allow(traffic, other);
        allow(other, traffic);
        allow(forgotten, again);
        allow(again, forgotten);
        allow(brokers, again);
        loadBalancer(Kind.NETWORK, "TCP");
        loadBalancer(Kind.APPLICATION, "HTTP");
        world.ec2().abandonNetworkInterface(world.ec2().addNetworkInterface(subnet, List.of(traffic),
                "aws-K8S-i-0123456789abcdef0", "123456789012", Map.of("cluster.k8s.amazonaws.com/name", cluster)));
        world.ec2().addLaunchTemplate("eks-" + mark, Map.of("eks:cluster-name", cluster));
        world.ec2().addLaunchTemplate("nodes-" + mark, Map.of("redkite:environment", cluster.substring("redkite-".length())));
        String volume = client().createVolume(request -> request.availabilityZone("us-west-2a").size(8).volumeType("gp3")
                .tagSpecifications(specification(ResourceType.VOLUME))).volumeId();
        sandbox.advance(Duration.ofSeconds(10));
        world.ec2().addSnapshot(volume, Map.of("kubernetes.io/cluster/" + cluster, "owned", "ebs.csi.aws.com/cluster", "true"));
    }

    /** One that a controller made for somebody's own service, and forgot. */
    private void loadBalancer(Kind kind, String protocol) {
        String vpc = client().describeSubnets(request -> request.subnetIds(subnet)).subnets().getFirst().vpcId();
        sandbox.world().elasticLoadBalancing().of(cluster).ensure(new LoadBalancerRequest(
                kind, "theirs/" + protocol, mark + "-" + protocol, Scheme.INTERNAL,
                List.of(new Listener(8080, protocol, List.of())), List.of("10.0.0.0/8"), List.of(),
                Map.of("elbv2.k8s.aws/cluster", cluster, "service.k8s.aws/stack", "theirs/" + protocol,
                        "service.k8s.aws/resource", "LoadBalancer"),
                new Controller(Optional.of("arn:role"), Optional.of(vpc), Map.of())), sandbox.world().now());
    }

    private Ec2Client client() {
        return sandbox.world().client(Ec2Client.class);
    }

    private void allow(String naming, String named) {
        client().authorizeSecurityGroupIngress(request -> request.groupId(naming).ipPermissions(permission ->
                permission.ipProtocol("tcp").fromPort(443).toPort(443).userIdGroupPairs(pair -> pair.groupId(named))));
        client().authorizeSecurityGroupEgress(request -> request.groupId(naming).ipPermissions(permission ->
                permission.ipProtocol("tcp").fromPort(443).toPort(443).userIdGroupPairs(pair -> pair.groupId(named))));
    }

    private TagSpecification specification(ResourceType type) {
        return TagSpecification.builder().resourceType(type)
                .tags(tag("kubernetes.io/cluster/" + cluster, "owned"), tag("ebs.csi.aws.com/cluster", "true")).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
