package dev.redkite.sandbox.command;

import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.aws.Quotas;
import picocli.CommandLine.Option;

/** Quotas that somebody had raised; the others are a young account's. */
final class QuotaOptions {

    @Option(names = "--vcpus", paramLabel = "N",
            description = "The account's quota of vCPUs, ${DEFAULT-VALUE} unless raised: Running On-Demand Standard instances.")
    private int vcpus = Quotas.young().of(ServiceQuota.STANDARD_VCPUS);

    @Option(names = "--elastic-ips", paramLabel = "N", description = "The account's quota of elastic IP addresses, ${DEFAULT-VALUE} unless raised.")
    private int elasticIps = Quotas.young().of(ServiceQuota.ELASTIC_IPS);

    @Option(names = "--vpcs", paramLabel = "N", description = "The account's quota of VPCs, ${DEFAULT-VALUE} unless raised.")
    private int vpcs = Quotas.young().of(ServiceQuota.VPCS);

    /** @throws dev.redkite.failure.InvalidRequest if one is less than nothing */
    Quotas quotas() {
        Requirement.atLeast("--vcpus", 0, vcpus);
        Requirement.atLeast("--elastic-ips", 0, elasticIps);
        Requirement.atLeast("--vpcs", 0, vpcs);
        return Quotas.young().with(ServiceQuota.STANDARD_VCPUS, vcpus).with(ServiceQuota.ELASTIC_IPS, elasticIps).with(ServiceQuota.VPCS, vpcs);
    }
}
