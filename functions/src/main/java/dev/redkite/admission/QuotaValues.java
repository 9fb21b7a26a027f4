package dev.redkite.admission;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.platform.Once;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Limit;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;

/** How much of a quota the account has. */
record QuotaValues(ServiceQuotasClient quotas, Supplier<List<Limit>> loadBalancing) {

    /** Elastic Load Balancing says all of its limits at once, and is asked once. */
    static QuotaValues of(ServiceQuotasClient quotas, ElasticLoadBalancingV2Client loadBalancing) {
        return new QuotaValues(quotas, new Once<>(() -> loadBalancing.describeAccountLimits(request -> {}).limits()));
    }

    /**
     * Empty when nobody says it now. Load balancers' is asked of their own service, for Service Quotas would ask it in our
     * name (https://docs.aws.amazon.com/service-authorization/latest/reference/list_servicequotas.html, dependent actions).
     */
    Optional<Integer> find(ServiceQuota quota) {
        return switch (quota) {
            case NETWORK_LOAD_BALANCERS -> loadBalancers("network-load-balancers");
            case APPLICATION_LOAD_BALANCERS -> loadBalancers("application-load-balancers");
            default -> ofServiceQuotas(quota);
        };
    }

    private Optional<Integer> loadBalancers(String name) {
        return loadBalancing.get().stream()
                .filter(limit -> limit.name().equals(name))
                .map(limit -> Integer.valueOf(limit.max()))
                .findFirst();
    }

    /** Of some quotas only the default is known (https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html). */
    private Optional<Integer> ofServiceQuotas(ServiceQuota quota) {
        return AwsErrors.find(() -> quotas.getServiceQuota(
                        request -> request.serviceCode(quota.service()).quotaCode(quota.code())).quota())
                .or(() -> AwsErrors.find(() -> quotas.getAWSDefaultServiceQuota(
                        request -> request.serviceCode(quota.service()).quotaCode(quota.code())).quota()))
                .map(found -> found.value())
                .map(Double::intValue);
    }
}
