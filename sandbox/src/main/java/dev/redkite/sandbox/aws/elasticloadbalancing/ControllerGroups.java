package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.aws.ec2.Tags;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.ControllerNames;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.*;

/**
 * The security groups that the controller makes: one before each load balancer, and one behind all of a cluster's
 * (https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/security_groups/). It finds them again
 * by their tags. The cluster's own group lets the shared one in, so neither goes without the other's rule.
 */
record ControllerGroups(FakeEc2Client ec2) {

    String ensureFrontend(LoadBalancerRequest request, String name) {
        String vpc = request.controller().vpcId().orElseThrow();
        Map<String, String> tags = ControllerTags.ofFrontendGroup(request);
        String id = find(vpc, tags).orElseGet(() -> ec2.addSecurityGroup(vpc, name, "[k8s] Managed SecurityGroup for LoadBalancer", tags));
        admit(id, request);
        return id;
    }

    /**
     * What nobody asks for any more goes first, then comes what is missing
     * (https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/pkg/networking/security_group_reconciler.go).
     */
    void admit(String group, LoadBalancerRequest request) {
        Set<String> missing = new LinkedHashSet<>();
        request.listeners().forEach(listener -> request.sourceRanges().forEach(range -> missing.add(listener.port() + " " + range)));
        ec2.describeSecurityGroupRules(asked -> asked.filters(LoadBalancerNetwork.filter("group-id", group)))
                .securityGroupRules().stream()
                .filter(rule -> !rule.isEgress() && !missing.remove(rule.fromPort() + " " + rule.cidrIpv4()))
                .forEach(this::revoke);
        missing.forEach(rule -> allow(group, permission(rule.split(" "))));
    }

    private static IpPermission permission(String[] rule) {
        int port = Integer.parseInt(rule[0]);
        return IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port).ipRanges(source -> source.cidrIp(rule[1])).build();
    }

    String ensureBackend(String cluster, LoadBalancerRequest request) {
        String vpc = request.controller().vpcId().orElseThrow();
        Map<String, String> tags = ControllerTags.ofBackendGroup(cluster, request);
        Optional<String> present = find(vpc, Map.of(
                ControllerTags.CLUSTER, cluster, ControllerTags.SHARED, tags.get(ControllerTags.SHARED)));
        return present.orElseGet(() -> {
            String id = ec2.addSecurityGroup(
                    vpc, ControllerNames.of(cluster, Integer.MAX_VALUE, "traffic", cluster), "[k8s] Shared Backend SecurityGroup for LoadBalancer", tags);
            letInto(vpc, cluster, id);
            return id;
        });
    }

    /** The group on the nodes is the one with the cluster's tag. */
    private void letInto(String vpc, String cluster, String backend) {
        describe(LoadBalancerNetwork.filter("vpc-id", vpc), LoadBalancerNetwork.filter("tag-key", "kubernetes.io/cluster/" + cluster))
                .forEach(nodes -> allow(nodes.groupId(), IpPermission.builder()
                        .ipProtocol("tcp").fromPort(0).toPort(65535)
                        .userIdGroupPairs(pair -> pair.groupId(backend).description("elbv2.k8s.aws/targetGroupBinding=shared"))
                        .build()));
    }

    private void allow(String group, IpPermission permission) {
        ec2.authorizeSecurityGroupIngress(asked -> asked.groupId(group).ipPermissions(permission));
    }

    private Optional<String> find(String vpc, Map<String, String> tags) {
        return describe(LoadBalancerNetwork.filter("vpc-id", vpc)).stream()
                .filter(group -> group.tags().containsAll(Tags.list(tags)))
                .map(SecurityGroup::groupId)
                .findFirst();
    }

    private List<SecurityGroup> describe(Filter... filters) {
        return ec2.describeSecurityGroups(asked -> asked.filters(filters))
                .securityGroups();
    }

    void retag(String group, Map<String, String> tags) {
        ec2.createTags(asked -> asked.resources(group).tags(Tags.list(tags)));
    }

    boolean removeBackend(String id) {
        ec2.describeSecurityGroupRules(asked -> {})
                .securityGroupRules().stream()
                .filter(rule -> rule.referencedGroupInfo() != null && rule.referencedGroupInfo().groupId().equals(id))
                .forEach(this::revoke);
        return remove(id);
    }

    private void revoke(SecurityGroupRule rule) {
        ec2.revokeSecurityGroupIngress(asked -> asked.groupId(rule.groupId()).securityGroupRuleIds(rule.securityGroupRuleId()));
    }

    /** Whether it is gone now: the controller tries again for as long as something uses it. */
    boolean remove(String id) {
        try {
            ec2.deleteSecurityGroup(asked -> asked.groupId(id));
            return true;
        } catch (AwsServiceException e) {
            return switch (e.awsErrorDetails().errorCode()) {
                case "InvalidGroup.NotFound" -> true;
                case "DependencyViolation" -> false;
                default -> throw e;
            };
        }
    }
}
