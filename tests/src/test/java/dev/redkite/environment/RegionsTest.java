package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTest {

    @ParameterizedTest
    @CsvSource({"us-iso-east-1, MSK", "ap-southeast-6, MSK", "eusc-de-east-1, 'EC2, EKS, Elastic Load Balancing'", "mars-1, EC2"})
    void a_region_that_lacks_a_service_is_refused_with_its_name(String region, String missing) {
        assertThat(Planned.in(region)).isInstanceOfSatisfying(Planning.Refused.class, refused ->
                assertThat(refused.violations()).singleElement().asString()
                        .startsWith("$.region: is %s, where the AWS SDK that Redkite is built with knows no %s".formatted(region, missing)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-west-2", "eu-central-1", "us-gov-west-1", "us-gov-east-1", "cn-north-1", "cn-northwest-1"})
    void a_region_that_has_all_of_them_is_planned_for(String region) {
        assertThat(Planned.in(region)).isInstanceOf(Planning.Planned.class);
    }

    @ParameterizedTest
    @CsvSource({"cn-north-1, true", "us-gov-west-1, false"})
    void the_plan_for_china_alone_says_that_docker_hub_is_out_of_reach(String region, boolean noted) {
        assertThat(((Planning.Planned) Planned.in(region)).preview().plan().warnings().stream().anyMatch(each -> each.contains("image.all.repository")))
                .isEqualTo(noted);
    }
}
