package dev.redkite.exposure;

import dev.redkite.environment.Ownership;
import dev.redkite.environment.Scheme;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.failure.StageBroken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Load balancers as Elastic Load Balancing sees them, found by the names that Redkite asked the controller for. */
record LoadBalancers(ElasticLoadBalancingV2Client client, Ec2Client ec2) {

    /**
     * A load balancer as it should be.
     *
     * @param host         the address that its object in the cluster shows
     * @param sourceRanges from where it lets in
     * @param listeners    in {@link ListenerWords}; there may be others beside
     */
    record Wanted(String name, Scheme scheme, String host, List<String> sourceRanges, List<String> listeners) {}

    /**
     * What still stands between a load balancer and its first connection; empty when nothing does. A scheme cannot be
     * changed: the controller deletes the load balancer and makes another under the same name
     * (https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/pkg/deploy/elbv2/load_balancer_synthesizer.go),
     * and until that one stands, the object goes on showing the old one's address. Whose it is, is asked once: while the
     * cluster's own object shows its address and it does not serve yet, nothing would be done about it.
     *
     * @throws dev.redkite.failure.NotOurs when another environment's load balancer has the name
     * @throws StageBroken when it will not come up
     */
    Optional<String> obstacle(Wanted wanted, Ownership ownership) {
        String name = wanted.name();
        Optional<LoadBalancer> found = find(name);
        boolean awaited = found.filter(one -> one.dnsName().equalsIgnoreCase(wanted.host())
                && one.schemeAsString().equals(wanted.scheme().toString())).isPresent();
        Optional<String> obstacle = found.filter(_ -> awaited).flatMap(one -> obstacle(one, wanted));
        if (obstacle.isPresent()) {
            return obstacle;
        }
        Optional<Map<String, String>> tags = found.flatMap(this::tags);
        if (tags.isEmpty()) {
            return Optional.of("load balancer %s does not exist yet".formatted(name));
        }
        ownership.require("Load balancer " + name, tags.get());
        if (!wanted.scheme().toString().equals(found.get().schemeAsString())) {
            return Optional.of("load balancer %s is %s and is to be replaced".formatted(name, found.get().schemeAsString()));
        }
        if (!found.get().dnsName().equalsIgnoreCase(wanted.host())) {
            return Optional.of("%s is the address of an earlier load balancer %s".formatted(wanted.host(), name));
        }
        return Optional.empty();
    }

    private Optional<String> obstacle(LoadBalancer found, Wanted wanted) {
        String name = wanted.name();
        return switch (found.state().code()) {
            case ACTIVE -> unhealthy(found).or(() -> admitting(found, wanted)).or(() -> listening(found, wanted));
            case PROVISIONING -> Optional.of("load balancer %s is provisioning".formatted(name));
            case ACTIVE_IMPAIRED -> Optional.of("load balancer %s is impaired: %s".formatted(name, found.state().reason()));
            case FAILED -> throw new StageBroken("Load balancer %s failed: %s. Next: delete it in the console, then redrive the execution; the controller makes it again."
                    .formatted(name, found.state().reason()));
            case UNKNOWN_TO_SDK_VERSION ->
                Optional.of("load balancer %s is %s".formatted(name, found.state().codeAsString()));
        };
    }

    /** The controller changes rules a while after its object, and not at all where EC2 refuses them. */
    private Optional<String> admitting(LoadBalancer loadBalancer, Wanted wanted) {
        List<String> groups = loadBalancer.securityGroups();
        Set<String> ranges = AwsErrors.find(() -> ec2.describeSecurityGroups(request -> request.groupIds(groups)).securityGroups()).stream()
                .flatMap(List::stream)
                .flatMap(group -> group.ipPermissions().stream())
                .flatMap(permission -> permission.ipRanges().stream())
                .map(IpRange::cidrIp)
                .collect(Collectors.toCollection(TreeSet::new));
        return ranges.equals(new TreeSet<>(wanted.sourceRanges())) ? Optional.empty()
                : Optional.of("load balancer %s (%s) lets in %s, and not yet %s".formatted(wanted.name(), String.join(", ", groups),
                        String.join(", ", ranges), String.join(", ", wanted.sourceRanges())));
    }

    /** The controller changes listeners a while after its object, and not at all where a certificate does not do. */
    private Optional<String> listening(LoadBalancer loadBalancer, Wanted wanted) {
        List<String> found = AwsErrors.find(() -> client.describeListeners(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()))
                .listeners().stream().map(ListenerWords::inWords).sorted().toList()).orElse(List.of());
        return found.containsAll(wanted.listeners()) ? Optional.empty()
                : Optional.of("load balancer %s listens by %s, and not yet by %s".formatted(
                        wanted.name(), found.isEmpty() ? "nothing" : String.join(", ", found), String.join(", ", wanted.listeners())));
    }

    private Optional<String> unhealthy(LoadBalancer loadBalancer) {
        List<TargetGroup> groups = client.describeTargetGroups(
                request -> request.loadBalancerArn(loadBalancer.loadBalancerArn())).targetGroups();
        if (groups.isEmpty()) {
            return Optional.of("load balancer %s has no target groups yet".formatted(loadBalancer.loadBalancerName()));
        }
        return groups.stream()
                .flatMap(group -> unhealthy(loadBalancer, group).stream())
                .findFirst();
    }

    private Optional<String> unhealthy(LoadBalancer loadBalancer, TargetGroup group) {
        List<TargetHealthDescription> targets = client.describeTargetHealth(
                request -> request.targetGroupArn(group.targetGroupArn())).targetHealthDescriptions();
        return targets.stream().anyMatch(target -> target.targetHealth().state() == TargetHealthStateEnum.HEALTHY)
                ? Optional.empty()
                : Optional.of("no healthy target yet behind port %d of load balancer %s%s".formatted(group.port(),
                        loadBalancer.loadBalancerName(), targets.stream().findFirst().map(LoadBalancers::describe).orElse("")));
    }

    private static String describe(TargetHealthDescription target) {
        TargetHealth health = target.targetHealth();
        return health.reason() == null ? "" : ": target %s is %s, %s (%s)".formatted(
                target.target().id(), health.stateAsString(), health.reasonAsString(), health.description());
    }

    /**
     * Whether none of that name stands any more that is ours. One that does is deleted once more: its controller may have
     * let go of its Service without it, and to Elastic Load Balancing a second deletion is none
     * (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html).
     */
    boolean removed(String name, Ownership ownership) {
        Optional<LoadBalancer> ours = find(name).filter(found -> tags(found).filter(ownership::owns).isPresent());
        ours.ifPresent(found -> Failures.about("Load balancer " + name, () ->
                client.deleteLoadBalancer(request -> request.loadBalancerArn(found.loadBalancerArn()))));
        return ours.isEmpty();
    }

    private Optional<LoadBalancer> find(String name) {
        return AwsErrors.find(() -> client.describeLoadBalancers(request -> request.names(name)))
                .flatMap(answer -> answer.loadBalancers().stream().findFirst());
    }

    /** Empty when it has gone since it was found: its controller may be deleting it. */
    private Optional<Map<String, String>> tags(LoadBalancer loadBalancer) {
        return AwsErrors.find(() -> client.describeTags(request -> request.resourceArns(loadBalancer.loadBalancerArn()))
                .tagDescriptions().stream()
                .flatMap(description -> description.tags().stream())
                .collect(Collectors.toMap(Tag::key, Tag::value)));
    }
}
