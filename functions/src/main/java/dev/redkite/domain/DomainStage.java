package dev.redkite.domain;

import dev.redkite.environment.Names;
import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;

/**
 * Names that lead to whatever load balancers the present generation has: in a zone of the user's, of which nothing is
 * touched but those names, or in a private one that is made for the VPC and goes with it. It comes after Exposure, so a name
 * is switched once what it is to lead to is healthy.
 *
 * @param route53 made when there is a name to look after, which most environments have not
 */
record DomainStage(
        Supplier<Route53Client> route53, Supplier<ElasticLoadBalancingV2Client> loadBalancing, InstantSource time)
        implements Stage<DomainSpec, Plan, DomainFacts> {

    @Override
    public Progress<DomainFacts> ensure(DomainSpec spec) {
        Plan.Exposure exposure = spec.plan().exposure();
        Progress<DomainFacts> named = exposure.domain() == null ? new Done<>(DomainFacts.NONE) : named(spec, exposure.domain());
        return named.then(facts -> Retirement.each(exposure.formerDomains(), former -> gone(former, spec.plan())).map(_ -> facts));
    }

    private Progress<DomainFacts> named(DomainSpec spec, Plan.Domain domain) {
        Progress<String> zone = domain.zoneId() == null
                ? new PrivateZoneStage(route53.get(), time).ensure(spec.zone(domain)) : new Done<>(domain.zoneId());
        return zone.then(id -> targets(spec)
                .<Progress<DomainFacts>>map(targets -> new Done<>(facts(spec.plan(), domain, id, targets)))
                .orElseGet(() -> new Pending<>("the load balancers are others than Exposure has found healthy")));
    }

    /** By the load balancers' names; empty when they are not those that are known to be healthy. */
    private Optional<Map<String, AliasTarget>> targets(DomainSpec spec) {
        List<String> names = Stream.of(spec.plan().names().networkLoadBalancer(), spec.plan().names().applicationLoadBalancer())
                .limit(spec.plan().attu().enabled() ? 2 : 1).toList();
        return AwsErrors.find(() -> loadBalancing.get().describeLoadBalancers(request -> request.names(names)).loadBalancers())
                .filter(found -> found.stream().map(LoadBalancer::dnsName).anyMatch(spec.milvusHost()::equalsIgnoreCase))
                .map(found -> found.stream().collect(Collectors.toMap(LoadBalancer::loadBalancerName, DomainStage::target)))
                .filter(targets -> targets.keySet().containsAll(names));
    }

    /** Its health decides nothing where a name leads to one place only. */
    private static AliasTarget target(LoadBalancer loadBalancer) {
        return AliasTarget.builder()
                .hostedZoneId(loadBalancer.canonicalHostedZoneId())
                .dnsName(loadBalancer.dnsName())
                .evaluateTargetHealth(false)
                .build();
    }

    private DomainFacts facts(Plan plan, Plan.Domain domain, String zoneId, Map<String, AliasTarget> targets) {
        Names names = plan.names();
        NamedAddress milvus = address(zoneId, names.milvusHost(domain.zone()), plan);
        NamedAddress attu = address(zoneId, names.attuHost(domain.zone()), plan);
        List<Change> changes = new ArrayList<>(milvus.leadingTo(target(targets, names.networkLoadBalancer())));
        changes.addAll(plan.attu().enabled() ? attu.leadingTo(target(targets, names.applicationLoadBalancer())) : attu.gone());
        return new DomainFacts(milvus.host(), plan.attu().enabled() ? attu.host() : null, sent(zoneId, changes));
    }

    private static AliasTarget target(Map<String, AliasTarget> targets, String loadBalancer) {
        return Objects.requireNonNull(targets.get(loadBalancer), loadBalancer);
    }

    private NamedAddress address(String zoneId, String host, Plan plan) {
        return NamedAddress.of(host, plan.names(), plan.ownership(), new HostedZones(route53.get()).below(zoneId, host));
    }

    /** All or none of them. */
    private @Nullable String sent(String zoneId, List<Change> changes) {
        return changes.isEmpty() ? null : Failures.about("Hosted zone " + zoneId, () -> route53.get()
                .changeResourceRecordSets(request -> request.hostedZoneId(zoneId).changeBatch(batch -> batch.changes(changes)))
                .changeInfo().id());
    }

    @Override
    public Progress<Void> retire(Plan plan) {
        return Retirement.each(plan.exposure().domains(), domain -> gone(domain, plan));
    }

    private Progress<Void> gone(Plan.Domain domain, Plan plan) {
        if (domain.zoneId() != null) {
            withdraw(domain.zoneId(), domain.zone(), plan);
            return Progress.done();
        }
        PrivateZoneIdentity zone = new PrivateZoneIdentity(plan.names(), plan.ownership(), domain.zone());
        new HostedZones(route53.get()).made(zone).forEach(made -> withdraw(HostedZones.id(made), domain.zone(), plan));
        return new PrivateZoneStage(route53.get(), time).retire(zone);
    }

    /** A zone of the user's that is gone took its records with it. */
    private void withdraw(String zoneId, String zone, Plan plan) {
        AwsErrors.unlessAbsent(() -> sent(zoneId, Stream.of(plan.names().milvusHost(zone), plan.names().attuHost(zone))
                .flatMap(host -> address(zoneId, host, plan).gone().stream())
                .toList()));
    }
}
