package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.Page;
import dev.redkite.sandbox.aws.Shelf;
import dev.redkite.sandbox.aws.StandingResource;
import dev.redkite.sandbox.aws.acm.FakeAcmClient;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.aws.elasticloadbalancing.FakeElasticLoadBalancingV2Client.Owner;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.*;

/** Elastic Load Balancing: made by clusters' controllers, looked at and swept by everybody else. */
public final class FakeElasticLoadBalancingV2Client extends FakeService implements ElasticLoadBalancingV2Client {

    /** "You can describe up to 20 resources" a call. */
    private static final int MOST_RESOURCES = 20;

    /** "The maximum number of results to return with this call", 1 to 400. */
    private static final int LARGEST_PAGE = 400;

    private final AccountRegion place;
    private final TargetGroups targetGroups;
    private final LoadBalancers loadBalancers;
    private boolean failingHealthChecks;
    private boolean comingAndGoing;

    public FakeElasticLoadBalancingV2Client(AccountRegion place, FakeEc2Client ec2, FakeAcmClient acm, FakeIamClient iam) {
        this.place = place;
        targetGroups = new TargetGroups(place, changes);
        loadBalancers = new LoadBalancers(place, ec2, new ListenerRules(place, acm, iam), targetGroups, changes);
    }

    /** For whom a load balancer was made. */
    record Owner(String cluster, CloudLoadBalancers.Kind kind, String stack) {}

    /** What a cluster's controller sees: a stack's name means something within a cluster only. */
    public CloudLoadBalancers of(String cluster) {
        return new CloudLoadBalancers() {
            @Override
            public Optional<String> ensure(LoadBalancerRequest request, Instant at) {
                return alone(() -> loadBalancers.ensure(new Owner(cluster, request.kind(), request.stack()), request, at));
            }

            @Override
            public Optional<String> refusal(Kind kind, String stack) {
                return alone(() -> Optional.ofNullable(loadBalancers.refused.get(new Owner(cluster, kind, stack))));
            }

            @Override
            public Object state() {
                return alone(() -> loadBalancers.state(cluster));
            }

            @Override
            public boolean remove(Kind kind, String stack, Instant at) {
                return alone(() -> loadBalancers.remove(new Owner(cluster, kind, stack), at));
            }

            @Override
            public Optional<Instant> tidy(Instant at) {
                return alone(() -> loadBalancers.tidy(cluster, at));
            }
        };
    }

    private synchronized <T> T alone(Supplier<T> action) {
        return action.get();
    }

    /** One of somebody else's, with a target group of its own and the same tags, that has stood for long. */
    public synchronized void standing(String name, String vpcId, Map<String, String> tags) {
        loadBalancers.standing(name, vpcId, tags);
    }

    /**
     * From now on whoever lists load balancers or target groups sees one of somebody else's at the list's end that is gone
     * when he asks about it: accounts with clusters and deployments of others are always so.
     */
    public synchronized void othersComeAndGo() {
        comingAndGoing = true;
    }

    /** The next load balancer that its controller should delete stays, and nobody in the cluster knows it any more. */
    public synchronized void leavesLoadBalancerBehind() {
        loadBalancers.leftBehind++;
    }

    /** Every request for a new load balancer is answered so, until null is given. */
    public synchronized void refusesNew(String answer) {
        loadBalancers.refusesNew = answer;
    }

    /** EC2 answers so when the controller changes rules of a load balancer that stands, until null is given. */
    public synchronized void refusesRules(String answer) {
        loadBalancers.refusesRules = answer;
    }

    /** Somebody switches a load balancer's deletion protection on or off. */
    public synchronized void guard(String name, boolean on) {
        if (on) {
            loadBalancers.guarded.add(name);
        } else {
            loadBalancers.guarded.remove(name);
        }
    }

    /** From now on the health checks of every target fail, or not any more: a network ACL, a security group. */
    public synchronized void failsHealthChecks(boolean on) {
        failingHealthChecks = on;
    }

    /** Why a controller did not get what it asked for; on AWS it writes an event and tries again. */
    public synchronized List<String> refusals() {
        return List.copyOf(loadBalancers.refusals);
    }

    @Override
    protected synchronized Stream<StandingResource> standing() {
        return Stream.concat(loadBalancers.standing().stream().map(FakeElasticLoadBalancingV2Client::standing),
                targetGroups.all().stream().map(FakeElasticLoadBalancingV2Client::standing)).toList().stream();
    }

    private static StandingResource standing(FakeLoadBalancer each) {
        return new StandingResource("elasticloadbalancing:loadbalancer/" + each.name(), each.arn(), new TreeMap<>(each.tags()), each.request()::toString);
    }

    private static StandingResource standing(FakeTargetGroup each) {
        return new StandingResource("elasticloadbalancing:targetgroup/" + each.name(), each.arn(), new TreeMap<>(each.tags()));
    }

    @Override
    protected void noteCall() {}

    @Override
    protected Stream<Shelf> shelves() {
        return Stream.of(new Shelf(changes, this::arns, this::standing));
    }

    private synchronized List<String> arns() {
        return Stream.concat(loadBalancers.arns().stream(), targetGroups.all().stream().map(FakeTargetGroup::arn)).toList();
    }

    private synchronized Stream<StandingResource> standing(String arn) {
        return Stream.concat(loadBalancers.findStanding(arn).map(FakeElasticLoadBalancingV2Client::standing).stream(),
                targetGroups.find(arn).map(FakeElasticLoadBalancingV2Client::standing).stream());
    }

    @Override
    public DescribeAccountLimitsResponse describeAccountLimits(DescribeAccountLimitsRequest request) {
        return DescribeAccountLimitsResponse.builder()
                .limits(limit("application-load-balancers", place.quotas().of(ServiceQuota.APPLICATION_LOAD_BALANCERS)),
                        limit("network-load-balancers", place.quotas().of(ServiceQuota.NETWORK_LOAD_BALANCERS)))
                .build();
    }

    private static Limit limit(String name, int most) {
        return Limit.builder().name(name).max(Integer.toString(most)).build();
    }

    @Override
    public synchronized DescribeLoadBalancersResponse describeLoadBalancers(DescribeLoadBalancersRequest request) {
        List<String> asked = request.hasNames() ? request.names() : request.loadBalancerArns();
        List<FakeLoadBalancer> found = loadBalancers.visible(each -> asked.isEmpty() || asked.contains(each.name()) || asked.contains(each.arn()));
        if (!found.stream().map(each -> request.hasNames() ? each.name() : each.arn()).toList().containsAll(asked)) {
            throw LoadBalancingRefusal.notFound("LoadBalancer", asked);
        }
        Page<FakeLoadBalancer> page = page(found, request.marker(), request.pageSize());
        return DescribeLoadBalancersResponse.builder()
                .loadBalancers(Stream.concat(page.items().stream().map(each -> each.described(place.now())),
                                asked.isEmpty() && page.next() == null ? passing().map(this::passingLoadBalancer) : Stream.of())
                        .toList())
                .nextMarker(page.next())
                .build();
    }

    @Override
    public synchronized DescribeListenersResponse describeListeners(DescribeListenersRequest request) {
        if (request.loadBalancerArn() == null) {
            throw new java.lang.UnsupportedOperationException("the sandbox lists a load balancer's listeners only");
        }
        FakeLoadBalancer found = loadBalancers.require(request.loadBalancerArn());
        Page<Listener> page = page(found.listeners(targetGroups.of(found.arn())), request.marker(), request.pageSize());
        return DescribeListenersResponse.builder().listeners(page.items()).nextMarker(page.next()).build();
    }

    @Override
    public synchronized DescribeTargetGroupsResponse describeTargetGroups(DescribeTargetGroupsRequest request) {
        List<FakeTargetGroup> asked = request.loadBalancerArn() == null
                ? targetGroups.matching(request)
                : targetGroups.of(loadBalancers.require(request.loadBalancerArn()).arn());
        Page<FakeTargetGroup> page = page(asked, request.marker(), request.pageSize());
        return DescribeTargetGroupsResponse.builder()
                .targetGroups(Stream.concat(
                                page.items().stream().map(group -> group.described(loadBalancers.stands(group.loadBalancerArn()))),
                                isWhole(request) && page.next() == null ? passing().map(this::passingTargetGroup) : Stream.of())
                        .toList())
                .nextMarker(page.next())
                .build();
    }

    private static <T> Page<T> page(List<T> all, String marker, Integer size) {
        return Page.of(all, size == null ? LARGEST_PAGE : size, "page-", marker,
                () -> LoadBalancingRefusal.of("ValidationError", "Marker '" + marker + "' is not valid"));
    }

    private static boolean isWhole(DescribeTargetGroupsRequest request) {
        return request.loadBalancerArn() == null && !request.hasNames() && !request.hasTargetGroupArns();
    }

    /** The number of the one that comes and is gone, if they do. */
    private Stream<String> passing() {
        return comingAndGoing ? Stream.of(place.identifiers().hexadecimal("passing", 16)) : Stream.of();
    }

    private LoadBalancer passingLoadBalancer(String id) {
        return LoadBalancer.builder()
                .loadBalancerArn(place.arn("elasticloadbalancing", "loadbalancer/app/passing/" + id))
                .loadBalancerName("passing").build();
    }

    private TargetGroup passingTargetGroup(String id) {
        return TargetGroup.builder()
                .targetGroupArn(place.arn("elasticloadbalancing", "targetgroup/passing/" + id))
                .targetGroupName("passing").build();
    }

    @Override
    public synchronized DescribeTargetHealthResponse describeTargetHealth(DescribeTargetHealthRequest request) {
        FakeTargetGroup group = targetGroups.require(request.targetGroupArn());
        Optional<FakeLoadBalancer> loadBalancer = loadBalancers.findStanding(group.loadBalancerArn());
        Instant active = loadBalancer.map(each -> each.lifecycle().ready()).orElseGet(() -> place.now().plusSeconds(1));
        Duration passed = place.durations().create(loadBalancer.filter(each -> each.request().kind() == Kind.APPLICATION).isPresent()
                ? "applicationLoadBalancerTarget" : "networkLoadBalancerTarget");
        return DescribeTargetHealthResponse.builder()
                .targetHealthDescriptions(group.health(place.now(), active, passed, failingHealthChecks)).build();
    }

    @Override
    public synchronized DescribeTagsResponse describeTags(DescribeTagsRequest request) {
        if (request.resourceArns().size() > MOST_RESOURCES) {
            throw LoadBalancingRefusal.of("ValidationError", "Cannot have more than 20 resources described");
        }
        return DescribeTagsResponse.builder()
                .tagDescriptions(request.resourceArns().stream()
                        .map(arn -> TagDescription.builder()
                                .resourceArn(arn)
                                .tags(tags(arn).entrySet().stream()
                                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private Map<String, String> tags(String arn) {
        return arn.contains(":targetgroup/") ? targetGroups.require(arn).tags() : loadBalancers.require(arn).tags();
    }

    @Override
    public synchronized DeleteLoadBalancerResponse deleteLoadBalancer(DeleteLoadBalancerRequest request) {
        loadBalancers.remove(request.loadBalancerArn());
        return DeleteLoadBalancerResponse.builder().build();
    }

    @Override
    public synchronized DeleteTargetGroupResponse deleteTargetGroup(DeleteTargetGroupRequest request) {
        targetGroups.delete(request.targetGroupArn(), loadBalancers::stands);
        return DeleteTargetGroupResponse.builder().build();
    }
}
