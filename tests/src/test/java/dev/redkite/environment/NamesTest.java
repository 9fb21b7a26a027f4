package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    /** As https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html has it. */
    @ParameterizedTest
    @ValueSource(strings = {"abc", "demo", "internal", "internal-x", "internal-----------------1", "a23456789012345678901234"})
    void load_balancers_get_names_that_elastic_load_balancing_takes(String environment) {
        Names names = names(environment);

        assertThat(new String[] {names.networkLoadBalancer(), names.applicationLoadBalancer()}).allSatisfy(name ->
                assertThat(name).matches("[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?").doesNotStartWith("internal-"));
    }

    @Test
    void other_load_balancers_keep_the_names_that_they_stand_with() {
        assertThat(names("demo").networkLoadBalancer()).isEqualTo("demo-g7-milvus");
        assertThat(names("internals").networkLoadBalancer()).isEqualTo("internals-g7-milvus");
    }

    private static Names names(String environment) {
        return new Names(environment, 7, "123456789012", "us-west-2");
    }
}
