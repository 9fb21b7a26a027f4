package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Changes;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.Lifecycle;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.aws.elasticloadbalancing.FakeElasticLoadBalancingV2Client.Owner;
import dev.redkite.sandbox.aws.elasticloadbalancing.LoadBalancerNetwork.Placement;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Controller;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Load balancers from their making until nothing of them is left: deleted ones are listed for a while, their
 * interfaces stay a while longer, and what the controller does not tidy then stays for ever.
 */
final class LoadBalancers {

    /** 1 to 32 letters, digits and hyphens, no hyphen at either end, not beginning as internal names do. */
    private static final String NAME = "(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?";

    private static final OfCluster NONE = new OfCluster();

    private final AccountRegion place;
    private final LoadBalancerNetwork network;
    private final ListenerRules rules;
    private final TargetGroups targetGroups;
    private final Changes changes;
    /** By ARN, in the order of their making. */
    private final Map<String, FakeLoadBalancer> rows = new LinkedHashMap<>();
    private final Map<String, OfCluster> byCluster = new HashMap<>();
    final List<String> refusals = new ArrayList<>();
    final Map<Owner, String> refused = new HashMap<>();
    final Set<String> guarded = new HashSet<>();
    String refusesNew;
    String refusesRules;
    int leftBehind;

    /** ARNs of a cluster's load balancers, and how often one of them was made, changed or forgotten. */
    private static final class OfCluster {
        private final Set<String> arns = new LinkedHashSet<>();
        private long changes;
    }

    LoadBalancers(AccountRegion place, FakeEc2Client ec2, ListenerRules rules, TargetGroups targetGroups, Changes changes) {
        this.place = place;
        this.rules = rules;
        this.changes = changes;
        this.targetGroups = targetGroups;
        network = new LoadBalancerNetwork(ec2);
    }

    /** Of those that stand, and of those that are gone and not tidied away. */
    Set<String> arns() {
        return rows.keySet();
    }

    List<FakeLoadBalancer> standing() {
        return rows.values().stream().filter(each -> !each.goneAt(place.now())).toList();
    }

    /** Those of them that AWS shows by now to whoever asks it. */
    List<FakeLoadBalancer> visible(Predicate<FakeLoadBalancer> chosen) {
        return standing().stream().filter(chosen).filter(this::isVisible).toList();
    }

    /** No controller of ours has made it, and none looks after it. */
    void standing(String name, String vpcId, Map<String, String> tags) {
        LoadBalancerRequest request = new LoadBalancerRequest(Kind.NETWORK, name, name, Scheme.INTERNAL,
                List.of(new Listener(443, "TCP", List.of())), List.of(), List.of(), tags,
                new Controller(Optional.empty(), Optional.of(vpcId), Map.of()));
        String path = "net/%s/%s".formatted(name, place.identifiers().hexadecimal("loadbalancer", 16));
        FakeLoadBalancer standing = new FakeLoadBalancer(new Owner("", Kind.NETWORK, name),
                place.arn("elasticloadbalancing", "loadbalancer/" + path),
                "%s.elb.%s".formatted(name, place.partition().dnsSuffix()), place.now().minus(Duration.ofDays(1)),
                Lifecycle.begun(place.now(), Duration.ZERO), request,
                new Placement(vpcId, List.of(), List.of(), "sg-theirs", "sg-theirs"));
        put(standing);
        targetGroups.ensure(standing);
    }

    private void put(FakeLoadBalancer row) {
        FakeLoadBalancer before = rows.put(row.arn(), row);
        if (before != null && !before.owner().equals(row.owner())) {
            ofOwner(before).arns.remove(row.arn());
            ofOwner(before).changes++;
        }
        ofOwner(row).arns.add(row.arn());
        ofOwner(row).changes++;
        changes.note(row.arn());
    }

    private void drop(FakeLoadBalancer row) {
        rows.remove(row.arn());
        ofOwner(row).arns.remove(row.arn());
        ofOwner(row).changes++;
        changes.note(row.arn());
    }

    private OfCluster ofOwner(FakeLoadBalancer row) {
        return byCluster.computeIfAbsent(row.owner().cluster(), _ -> new OfCluster());
    }

    boolean stands(String arn) {
        return findStanding(arn).isPresent();
    }

    Optional<FakeLoadBalancer> findStanding(String arn) {
        return Optional.ofNullable(rows.get(arn)).filter(each -> !each.goneAt(place.now()));
    }

    private boolean isVisible(FakeLoadBalancer each) {
        return !place.now().isBefore(each.created().plus(place.lag().of(Lag.Kind.LOAD_BALANCER, each.name())));
    }

    FakeLoadBalancer require(String arn) {
        return findStanding(arn).filter(this::isVisible).orElseThrow(() -> LoadBalancingRefusal.notFound("LoadBalancer", arn));
    }

    /**
     * A scheme cannot be changed, so the controller deletes the load balancer and makes another of that name once it is
     * free (https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/pkg/deploy/elbv2/load_balancer_synthesizer.go).
     */
    Optional<String> ensure(Owner owner, LoadBalancerRequest request, Instant at) {
        living(owner).filter(each -> each.request().scheme() != request.scheme()).ifPresent(each -> remove(each, at));
        Optional<FakeLoadBalancer> present = living(owner);
        if (present.isPresent()) {
            change(owner, present.get(), request);
            return Optional.of(present.get().hostname());
        }
        Optional<String> refusal = refusal(request).or(() -> rules.refusal(request)).or(() -> network.obstacle(request));
        if (refusal.isPresent()) {
            if (!refusals.contains(refusal.get())) {
                refusals.add(refusal.get());
            }
            refused.put(owner, refusal.get());
            return Optional.empty();
        }
        refused.remove(owner);
        FakeLoadBalancer made = newLoadBalancer(owner, request, at);
        put(made);
        targetGroups.ensure(made);
        return Optional.of(made.hostname());
    }

    private Optional<FakeLoadBalancer> living(Owner owner) {
        return of(owner.cluster()).filter(each -> each.owner().equals(owner) && !each.dying()).findFirst();
    }

    /** What is refused stays as it was. */
    private void change(Owner owner, FakeLoadBalancer present, LoadBalancerRequest request) {
        if (request.equals(present.request())) {
            refused.remove(owner);
            return;
        }
        Optional.ofNullable(refusesRules).or(() -> rules.refusal(request)).ifPresentOrElse(said -> refused.put(owner, said), () -> {
            refused.remove(owner);
            update(present, request);
        });
    }

    private void update(FakeLoadBalancer present, LoadBalancerRequest request) {
        FakeLoadBalancer updated = present.with(request);
        put(updated);
        targetGroups.ensure(updated);
        network.admit(updated.placement(), request);
        if (!request.tags().equals(present.tags())) {
            network.retag(updated.placement(), request);
        }
    }

    /**
     * Without a role the controller may not call. A name that another stack has is refused, where the real controller
     * takes the other's load balancer over (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3027).
     */
    private Optional<String> refusal(LoadBalancerRequest request) {
        if (refusesNew != null) {
            return Optional.of(refusesNew);
        }
        int most = request.kind() == Kind.NETWORK ? place.quotas().of(ServiceQuota.NETWORK_LOAD_BALANCERS) : place.quotas().of(ServiceQuota.APPLICATION_LOAD_BALANCERS);
        if (standing().stream().filter(each -> each.request().kind() == request.kind()).count() >= most) {
            return Optional.of("TooManyLoadBalancers: The maximum number of load balancers has been reached");
        }
        if (request.controller().roleArn().isEmpty()) {
            return Optional.of("AccessDenied: the controller's service account has no role");
        }
        if (!request.name().matches(NAME)) {
            return Optional.of("ValidationError: The load balancer name '%s' is not valid".formatted(request.name()));
        }
        return standing().stream().anyMatch(each -> each.name().equals(request.name()))
                ? Optional.of("DuplicateLoadBalancerName: A load balancer with the name '%s' already exists".formatted(request.name()))
                : Optional.empty();
    }

    /** The identifier is part of a host's name, which Kubernetes takes in lower case only. */
    private FakeLoadBalancer newLoadBalancer(Owner owner, LoadBalancerRequest request, Instant at) {
        boolean net = request.kind() == Kind.NETWORK;
        String id = place.identifiers().hexadecimal("loadbalancer", 16).toLowerCase(Locale.ROOT);
        String path = "%s/%s/%s".formatted(net ? "net" : "app", request.name(), id);
        String hostname = net
                ? "%s-%s.elb.%s.%s".formatted(request.name(), id, place.region(), place.partition().dnsSuffix())
                : "%s%s-%d.%s.elb.%s".formatted(request.scheme() == Scheme.INTERNAL ? "internal-" : "",
                        request.name(), Long.parseUnsignedLong(id, 16) >>> 32, place.region(), place.partition().dnsSuffix());
        Lifecycle lifecycle = Lifecycle.begun(
                at, place.durations().create(net ? "networkLoadBalancer" : "applicationLoadBalancer"));
        Placement placement = network.settle(owner.cluster(), request, path);
        return new FakeLoadBalancer(owner, place.arn("elasticloadbalancing", "loadbalancer/" + path), hostname, at, lifecycle, request, placement);
    }

    /** By its controller; a knob can make it forget. */
    boolean remove(Owner owner, Instant at) {
        Optional<FakeLoadBalancer> present = living(owner);
        if (present.isPresent() && leftBehind > 0) {
            leftBehind--;
            put(present.get().withoutOwner());
        } else {
            present.ifPresent(each -> remove(each, at));
        }
        return true;
    }

    /** As AWS does, succeeds when there is none. */
    void remove(String arn) {
        Optional<FakeLoadBalancer> present = findStanding(arn);
        if (present.filter(each -> guarded.contains(each.name())).isPresent()) {
            throw LoadBalancingRefusal.of("OperationNotPermitted",
                    "Load balancer '%s' cannot be deleted because deletion protection is enabled".formatted(arn));
        }
        present.filter(each -> !each.dying()).ifPresent(each -> remove(each, place.now()));
    }

    private void remove(FakeLoadBalancer present, Instant at) {
        FakeLoadBalancer removed = present.with(present.lifecycle().removed(at, place.durations().delete("loadBalancer")));
        put(removed);
        changes.noteAt(removed.lifecycle().gone(), removed.arn());
        network.leave(removed.placement(), left(removed));
    }

    private Instant left(FakeLoadBalancer removed) {
        return removed.lifecycle().gone().plus(place.durations().delete("networkInterface"));
    }

    Optional<Instant> tidy(String cluster, Instant at) {
        List<FakeLoadBalancer> gone = of(cluster).filter(each -> each.goneAt(at)).toList();
        gone.forEach(each -> targetGroups.removeOf(each.arn()));
        List<FakeLoadBalancer> bare = gone.stream().filter(each -> network.removeFrontend(each.placement())).toList();
        boolean last = of(cluster).allMatch(bare::contains);
        bare.stream()
                .filter(each -> !last || network.removeBackend(each.placement()))
                .forEach(this::drop);
        return of(cluster)
                .filter(FakeLoadBalancer::dying)
                .flatMap(each -> Stream.of(each.lifecycle().gone(), left(each)))
                .filter(instant -> instant.isAfter(at))
                .min(Instant::compareTo);
    }

    private Stream<FakeLoadBalancer> of(String cluster) {
        return List.copyOf(byCluster.getOrDefault(cluster, NONE).arns).stream().map(rows::get);
    }

    /** As long as something is refused or on its way out, no two looks see the same; else a cluster's own have to change. */
    Object state(String cluster) {
        OfCluster own = byCluster.getOrDefault(cluster, NONE);
        boolean unsettled = refused.keySet().stream().anyMatch(owner -> owner.cluster().equals(cluster))
                || own.arns.stream().anyMatch(arn -> rows.get(arn).dying());
        return unsettled ? new Object() : List.of(own.changes, String.valueOf(refusesRules));
    }
}
