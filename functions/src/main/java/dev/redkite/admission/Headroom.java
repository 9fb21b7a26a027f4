package dev.redkite.admission;

import dev.redkite.environment.Plan;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.failure.Violation;
import dev.redkite.platform.Concurrency;
import dev.redkite.sizing.InstanceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether the account has room for a plan: what stands is counted, and the quota is read where more is needed. What is the
 * environment's own already is not needed again, nor what a recreation removes first. Somebody else may take the room
 * meanwhile, so this promises nothing; the stages say it then.
 *
 * @param usage  what stands in the account, seen from a plan
 * @param quotas asked anew at each check
 */
record Headroom(Function<Plan, AccountUsage> usage, Supplier<QuotaValues> quotas, Concurrency concurrency) {

    private static final InstanceTypes INSTANCE_TYPES = InstanceTypes.load();

    /**
     * @param path   the member of the specification that asks for it
     * @param wanted how many the plan has, in all
     * @param usage  counts what stands
     */
    private record Need(ServiceQuota quota, String path, int wanted, Supplier<Usage> usage) {

        /** Whoever asks for the least there can be of it has nothing else to ask for. */
        Optional<String> otherwise() {
            return quota == ServiceQuota.ELASTIC_IPS && wanted == 1 ? Optional.empty() : quota.otherwise();
        }
    }

    /**
     * @param used in the account, by anybody
     * @param ours of those, the environment's
     */
    record Usage(int used, int ours) {

        static final Usage NONE = new Usage(0, 0);

        Usage plus(Usage other) {
            return new Usage(used + other.used, ours + other.ours);
        }
    }

    List<Violation> check(Plan plan, Unreadable unreadable) {
        QuotaValues limits = quotas.get();
        List<Supplier<Optional<Violation>>> judged = needs(plan).stream()
                .map(need -> concurrency.begin(judgement(need, limits, plan.region(), unreadable)))
                .toList();
        return judged.stream().flatMap(each -> each.get().stream()).toList();
    }

    private List<Need> needs(Plan plan) {
        AccountUsage standing = usage.apply(plan);
        List<Need> needs = new ArrayList<>();
        Plan.Network network = plan.network();
        if (!network.adopted()) {
            int gateways = network.natGatewayPerZone() ? network.zones().size() : 1;
            needs.add(new Need(ServiceQuota.VPCS, "$.network", 1, standing::vpcs));
            needs.add(new Need(ServiceQuota.ELASTIC_IPS, "$.network.natGateways", gateways, standing::addresses));
            needs.add(new Need(ServiceQuota.NAT_GATEWAYS, "$.network.natGateways", 1, standing::natGateways));
        }
        needs.add(new Need(ServiceQuota.KUBERNETES_CLUSTERS, "$.kubernetes", 1, standing::kubernetesClusters));
        needs.add(new Need(ServiceQuota.STANDARD_VCPUS, "$.nodes", vcpus(plan.nodes()), standing::vcpus));
        needs.add(new Need(ServiceQuota.KAFKA_BROKERS, "$.kafka.brokers", plan.kafka().brokers(), standing::brokers));
        needs.add(new Need(ServiceQuota.NETWORK_LOAD_BALANCERS, "$.exposure", 1, standing::networkLoadBalancers));
        needs.add(new Need(ServiceQuota.APPLICATION_LOAD_BALANCERS, "$.attu", plan.attu().enabled() ? 1 : 0,
                standing::applicationLoadBalancers));
        return needs.stream().filter(need -> need.wanted() > 0).toList();
    }

    private int vcpus(Plan.Nodes nodes) {
        return INSTANCE_TYPES.find(nodes.instanceType()).map(type -> nodes.count() * type.vcpus()).orElse(0);
    }

    private Supplier<Optional<Violation>> judgement(Need need, QuotaValues limits, String region, Unreadable unreadable) {
        return unreadable.or(Optional.empty(), "Whether there is room under the quota %s was not judged".formatted(need.quota()),
                () -> judge(need, limits, region, unreadable));
    }

    private Optional<Violation> judge(Need need, QuotaValues limits, String region, Unreadable unreadable) {
        Usage usage = need.usage().get();
        int more = need.wanted() - usage.ours();
        if (more <= 0) {
            return Optional.empty();
        }
        Optional<Integer> limit = limits.find(need.quota());
        if (limit.isEmpty()) {
            unreadable.note("Whether there is room under the quota %s was not judged: its service does not say it now.".formatted(need.quota()));
        }
        return limit.filter(most -> usage.used() + more > most)
                .map(most -> new Violation(need.path(), sentence(need, most, usage.used(), more, region)));
    }

    private static String sentence(Need need, int limit, int used, int more, String region) {
        ServiceQuota quota = need.quota();
        return ("needs %d more under the quota %s, of which this account may have %d and uses %d: "
                + "aws service-quotas request-service-quota-increase --region %s --service-code %s --quota-code %s --desired-value %d; or %s")
                .formatted(more, quota, limit, used, region, quota.service(), quota.code(), used + more,
                        quota.room() + need.otherwise().map(", or "::concat).orElse(""));
    }
}
