package dev.redkite.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceQuotaTest {

    @Test
    void service_quotas_finds_it_by_service_and_code() {
        assertThat(ServiceQuota.STANDARD_VCPUS.service()).isEqualTo("ec2");
        assertThat(ServiceQuota.STANDARD_VCPUS.code()).isEqualTo("L-1216C47A");
    }

    @ParameterizedTest
    @EnumSource
    void people_find_it_by_title_service_and_code(ServiceQuota quota) {
        assertThat(quota.toString()).matches("\\S.* \\(" + quota.service() + ", L-[0-9A-F]{8}\\)").endsWith(quota.code() + ")");
    }

    @Test
    void whoever_has_none_left_makes_room_or_asks_for_something_else() {
        assertThat(ServiceQuota.VPCS.room()).isEqualTo("delete a VPC");
        assertThat(ServiceQuota.VPCS.otherwise()).contains("name subnets of an existing one in network.subnetIds");
        assertThat(ServiceQuota.NAT_GATEWAYS.otherwise()).isEmpty();
    }
}
