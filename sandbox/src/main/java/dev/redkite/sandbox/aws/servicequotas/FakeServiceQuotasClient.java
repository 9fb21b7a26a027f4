package dev.redkite.sandbox.aws.servicequotas;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.Place;
import dev.redkite.sandbox.aws.Quotas;
import java.util.Map;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.GetAwsDefaultServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetAwsDefaultServiceQuotaResponse;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaResponse;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/**
 * Service Quotas, as far as the account's {@link Quotas} go. Of MSK only the default is known while nobody has had it
 * raised, as the service has it of some quotas; which these are is this sandbox's own choice.
 */
public final class FakeServiceQuotasClient implements ServiceQuotasClient {

    private static final Map<String, ToIntFunction<Quotas>> CODES = Map.of(
            "vpc/L-F678F1CE", Quotas::vpcs,
            "vpc/L-A4707A72", Quotas::internetGateways,
            "vpc/L-FE5A380F", Quotas::natGateways,
            "ec2/L-0263D0A3", Quotas::elasticIps,
            "ec2/L-1216C47A", Quotas::standardVcpus,
            "eks/L-1194D53C", Quotas::kubernetesClusters,
            "kafka/L-EDD31C36", Quotas::kafkaBrokers);

    private final Place place;

    public FakeServiceQuotasClient(Place place) {
        this.place = place;
    }

    @Override
    public GetServiceQuotaResponse getServiceQuota(GetServiceQuotaRequest request) {
        ServiceQuota quota = quota(request.serviceCode(), request.quotaCode(), place.quotas());
        boolean raised = !quota.value().equals(quota(request.serviceCode(), request.quotaCode(), Quotas.young()).value());
        if (request.serviceCode().equals("kafka") && !raised) {
            throw absent();
        }
        return GetServiceQuotaResponse.builder().quota(quota).build();
    }

    @Override
    public GetAwsDefaultServiceQuotaResponse getAWSDefaultServiceQuota(GetAwsDefaultServiceQuotaRequest request) {
        return GetAwsDefaultServiceQuotaResponse.builder()
                .quota(quota(request.serviceCode(), request.quotaCode(), Quotas.young())).build();
    }

    private static ServiceQuota quota(String service, String code, Quotas quotas) {
        ToIntFunction<Quotas> value = CODES.get(service + "/" + code);
        if (value == null) {
            throw absent();
        }
        return ServiceQuota.builder().serviceCode(service).quotaCode(code).adjustable(true)
                .value((double) value.applyAsInt(quotas)).build();
    }

    private static RuntimeException absent() {
        return Errors.of("ServiceQuotas", 400, "NoSuchResourceException", "The request failed because the specified quota does not exist.");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
