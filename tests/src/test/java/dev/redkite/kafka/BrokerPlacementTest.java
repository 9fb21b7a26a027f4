package dev.redkite.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.InvalidRequest;
import dev.redkite.network.NetworkFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerPlacementTest {

    private static NetworkFacts network(String... zones) {
        return new NetworkFacts("vpc-1", "10.0.0.0/16",
                List.of("subnet-1", "subnet-2", "subnet-3", "subnet-4").subList(0, zones.length), List.of(), List.of(zones), "sg-1");
    }

    @Test
    void takes_one_subnet_of_each_zone() {
        assertThat(BrokerPlacement.of(network("a", "a", "b", "c"), 3).subnetIds()).containsExactly("subnet-1", "subnet-3", "subnet-4");
    }

    @Test
    void takes_no_more_than_three_zones() {
        assertThat(BrokerPlacement.of(network("a", "b", "c", "d"), 3).zones()).isEqualTo(3);
    }

    @Test
    void takes_two_of_three_zones_when_three_do_not_divide_the_brokers() {
        assertThat(BrokerPlacement.of(network("a", "b", "c"), 4).zones()).isEqualTo(2);
    }

    @Test
    void refuses_brokers_that_cannot_be_spread_evenly() {
        assertThatThrownBy(() -> BrokerPlacement.of(network("a", "b"), 3))
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("kafka.brokers");
    }
}
