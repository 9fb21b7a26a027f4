package dev.redkite.sandbox.aws;

import dev.redkite.failure.ServiceQuota;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much of a kind an account may have in a region. Requests for more are refused, and what somebody else has there
 * counts. Names, codes and defaults are Service Quotas'
 * (https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html).
 *
 * @param most of each kind that the fakes count
 */
public record Quotas(Map<ServiceQuota, Integer> most) {

    public Quotas {
        most = Map.copyOf(most);
    }

    /**
     * Every default but that of vCPUs, which is 5 on paper; accounts that have not run much yet are met with 32
     * (https://github.com/scrapoxy/scrapoxy/issues/202,
     * https://github.com/geoschem/integrated_methane_inversion/issues/41).
     */
    public static Quotas young() {
        return new Quotas(Map.of(
                ServiceQuota.VPCS, 5,
                ServiceQuota.INTERNET_GATEWAYS, 5,
                ServiceQuota.NAT_GATEWAYS, 5,
                ServiceQuota.ELASTIC_IPS, 5,
                ServiceQuota.STANDARD_VCPUS, 32,
                ServiceQuota.KUBERNETES_CLUSTERS, 100,
                ServiceQuota.KAFKA_BROKERS, 90,
                ServiceQuota.NETWORK_LOAD_BALANCERS, 50,
                ServiceQuota.APPLICATION_LOAD_BALANCERS, 50));
    }

    /** @throws IllegalArgumentException for a kind that no fake counts */
    public int of(ServiceQuota quota) {
        if (!most.containsKey(quota)) {
            throw new IllegalArgumentException("no fake counts " + quota);
        }
        return most.get(quota);
    }

    /** The same, with another figure for one kind that is counted. */
    public Quotas with(ServiceQuota quota, int raised) {
        of(quota);
        Map<ServiceQuota, Integer> changed = new EnumMap<>(most);
        changed.put(quota, raised);
        return new Quotas(changed);
    }

    /** The same, with another figure for every kind that is counted. */
    public Quotas withEach(int raised) {
        Map<ServiceQuota, Integer> changed = new EnumMap<>(most);
        changed.replaceAll((_, _) -> raised);
        return new Quotas(changed);
    }

    /** By the codes of Service Quotas; empty for what no fake counts. */
    public Optional<Integer> find(String service, String code) {
        return most.entrySet().stream()
                .filter(each -> each.getKey().service().equals(service) && each.getKey().code().equals(code))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
