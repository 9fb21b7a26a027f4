package dev.redkite.sandbox.aws.servicequotas;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.Quotas;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.*;

/**
 * Service Quotas, as far as the account's {@link Quotas} go. Of MSK only the default is known while nobody has had it
 * raised, as the service has it of some quotas; which these are is this sandbox's own choice.
 */
public final class FakeServiceQuotasClient extends FakeService implements ServiceQuotasClient {

    private final AccountRegion place;

    public FakeServiceQuotasClient(AccountRegion place) {
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
        return quotas.find(service, code)
                .map(most -> ServiceQuota.builder().serviceCode(service).quotaCode(code).adjustable(true).value((double) most).build())
                .orElseThrow(FakeServiceQuotasClient::absent);
    }

    private static RuntimeException absent() {
        return Errors.of("ServiceQuotas", 400, "NoSuchResourceException", "The request failed because the specified quota does not exist.");
    }
}
