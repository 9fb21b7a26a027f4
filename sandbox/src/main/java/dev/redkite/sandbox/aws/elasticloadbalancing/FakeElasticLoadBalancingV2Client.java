package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.Lifecycle;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.elasticloadbalancing.ClusterLoadBalancers.Owner;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/** Load balancers, made and deleted by clusters' controllers, looked at by everybody else. */
public final class FakeElasticLoadBalancingV2Client implements ElasticLoadBalancingV2Client {

    /** 1 to 32 letters, digits and hyphens, no hyphen at either end, not beginning as internal names do. */
    private static final String NAME = "(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?";

    private final World world;
    private final Map<Owner, FakeLoadBalancer> loadBalancers = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();

    public FakeElasticLoadBalancingV2Client(World world) {
        this.world = world;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    /** What a cluster's controller sees. */
    public CloudLoadBalancers of(String cluster) {
        return new ClusterLoadBalancers(this, cluster);
    }

    /** Why a controller did not get what it asked for; on AWS it writes an event and tries again. */
    public synchronized List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Tags by resource, of all that stands. */
    public synchronized Map<String, Map<String, String>> inventory() {
        Map<String, Map<String, String>> inventory = new TreeMap<>();
        standing().forEach(each ->
                inventory.put("elasticloadbalancing:loadbalancer/" + each.name(), new TreeMap<>(each.tags())));
        return inventory;
    }

    /**
     * A scheme cannot be changed, so the controller deletes the load balancer and makes another of that name once it is
     * free (https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/pkg/deploy/elbv2/load_balancer_synthesizer.go).
     */
    synchronized Optional<String> ensure(Owner owner, LoadBalancerRequest request, Instant at) {
        FakeLoadBalancer present = loadBalancers.get(owner);
        if (present != null && present.lifecycle().at(at) != Lifecycle.Phase.GONE) {
            if (present.request().scheme() != request.scheme() || present.lifecycle().at(at) == Lifecycle.Phase.DELETING) {
                remove(owner, at);
                return Optional.empty();
            }
            loadBalancers.put(owner, present.with(request, groups(present, request)));
            return Optional.of(present.hostname());
        }
        Optional<String> refusal = refusal(request);
        if (refusal.isPresent()) {
            if (!refusals.contains(refusal.get())) {
                refusals.add(refusal.get());
            }
            return Optional.empty();
        }
        FakeLoadBalancer made = made(request, at);
        loadBalancers.put(owner, made);
        return Optional.of(made.hostname());
    }

    /**
     * Without a role the controller may not call. A name that another stack has is refused, where the real controller
     * takes the other's load balancer over (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3027).
     */
    private Optional<String> refusal(LoadBalancerRequest request) {
        if (request.controllerRoleArn().isEmpty()) {
            return Optional.of("AccessDenied: the controller's service account has no role");
        }
        if (!request.name().matches(NAME)) {
            return Optional.of("ValidationError: The load balancer name '%s' is not valid".formatted(request.name()));
        }
        return standing().stream().anyMatch(each -> each.name().equals(request.name()))
                ? Optional.of("DuplicateLoadBalancerName: A load balancer with the name '%s' already exists".formatted(request.name()))
                : Optional.empty();
    }

    private FakeLoadBalancer made(LoadBalancerRequest request, Instant at) {
        boolean network = request.kind() == Kind.NETWORK;
        String id = world.identifiers().hexadecimal("loadbalancer", 16);
        String arn = "arn:aws:elasticloadbalancing:%s:%s:loadbalancer/%s/%s/%s"
                .formatted(world.region(), world.account(), network ? "net" : "app", request.name(), id);
        String hostname = network
                ? "%s-%s.elb.%s.amazonaws.com".formatted(request.name(), id, world.region())
                : "%s%s-%d.%s.elb.amazonaws.com".formatted(request.scheme() == Scheme.INTERNAL ? "internal-" : "",
                        request.name(), Long.parseUnsignedLong(id, 16) >>> 32, world.region());
        Lifecycle lifecycle = Lifecycle.begun(
                at, world.durations().create(network ? "networkLoadBalancer" : "applicationLoadBalancer"));
        FakeLoadBalancer bare = new FakeLoadBalancer(arn, hostname, at, lifecycle, request, List.of());
        return bare.with(request, groups(bare, request));
    }

    private List<FakeTargetGroup> groups(FakeLoadBalancer loadBalancer, LoadBalancerRequest request) {
        List<FakeTargetGroup> groups = new ArrayList<>();
        for (Listener listener : request.listeners()) {
            groups.add(loadBalancer.groups().stream()
                    .filter(group -> group.listener().port() == listener.port())
                    .findFirst()
                    .map(group -> new FakeTargetGroup(group.arn(), group.name(), listener))
                    .orElseGet(() -> group(listener)));
        }
        return groups;
    }

    private FakeTargetGroup group(Listener listener) {
        String name = "k8s-" + world.identifiers().hexadecimal("targetgroupname", 10);
        return new FakeTargetGroup("arn:aws:elasticloadbalancing:%s:%s:targetgroup/%s/%s".formatted(world.region(),
                world.account(), name, world.identifiers().hexadecimal("targetgroup", 16)), name, listener);
    }

    synchronized boolean remove(Owner owner, Instant at) {
        FakeLoadBalancer present = loadBalancers.get(owner);
        if (present == null) {
            return true;
        }
        FakeLoadBalancer removed = present.with(present.lifecycle().removed(at, world.durations().delete("loadBalancer")));
        loadBalancers.put(owner, removed);
        return removed.lifecycle().at(at) == Lifecycle.Phase.GONE;
    }

    private List<FakeLoadBalancer> standing() {
        return loadBalancers.values().stream()
                .filter(each -> each.lifecycle().at(world.now()) != Lifecycle.Phase.GONE)
                .toList();
    }

    @Override
    public synchronized DescribeLoadBalancersResponse describeLoadBalancers(DescribeLoadBalancersRequest request) {
        List<String> known = standing().stream().map(each -> request.hasNames() ? each.name() : each.arn()).toList();
        List<String> asked = request.hasNames() ? request.names() : request.loadBalancerArns();
        if (!known.containsAll(asked)) {
            throw error("LoadBalancerNotFound", "Load balancers '%s' not found".formatted(asked));
        }
        return DescribeLoadBalancersResponse.builder()
                .loadBalancers(standing().stream()
                        .filter(each -> asked.isEmpty() || asked.contains(each.name()) || asked.contains(each.arn()))
                        .map(each -> each.described(world.now()))
                        .toList())
                .build();
    }

    @Override
    public synchronized DescribeTargetGroupsResponse describeTargetGroups(DescribeTargetGroupsRequest request) {
        if (request.loadBalancerArn() == null || request.hasNames() || request.hasTargetGroupArns()) {
            throw new UnsupportedOperationException("the sandbox lists target groups by load balancer only");
        }
        FakeLoadBalancer found = require(request.loadBalancerArn());
        return DescribeTargetGroupsResponse.builder()
                .targetGroups(found.groups().stream().map(group -> group.described(found.arn())).toList())
                .build();
    }

    @Override
    public synchronized DescribeTargetHealthResponse describeTargetHealth(DescribeTargetHealthRequest request) {
        for (FakeLoadBalancer each : standing()) {
            for (FakeTargetGroup group : each.groups()) {
                if (group.arn().equals(request.targetGroupArn())) {
                    boolean active = each.lifecycle().at(world.now()) == Lifecycle.Phase.ACTIVE;
                    return DescribeTargetHealthResponse.builder()
                            .targetHealthDescriptions(group.health(active))
                            .build();
                }
            }
        }
        throw error("TargetGroupNotFound", "One or more target groups not found");
    }

    @Override
    public synchronized DescribeTagsResponse describeTags(DescribeTagsRequest request) {
        return DescribeTagsResponse.builder()
                .tagDescriptions(request.resourceArns().stream()
                        .map(arn -> TagDescription.builder()
                                .resourceArn(arn)
                                .tags(require(arn).tags().entrySet().stream()
                                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    /** As AWS does, succeeds when there is none. */
    @Override
    public synchronized DeleteLoadBalancerResponse deleteLoadBalancer(DeleteLoadBalancerRequest request) {
        loadBalancers.entrySet().stream()
                .filter(entry -> entry.getValue().arn().equals(request.loadBalancerArn()))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(owner -> remove(owner, world.now()));
        return DeleteLoadBalancerResponse.builder().build();
    }

    private FakeLoadBalancer require(String arn) {
        return standing().stream()
                .filter(each -> each.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> error("LoadBalancerNotFound", "Load balancer '%s' not found".formatted(arn)));
    }

    private static AwsServiceException error(String code, String message) {
        return Errors.of("ElasticLoadBalancingv2", 400, code, message);
    }
}
