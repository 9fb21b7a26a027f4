package dev.redkite.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodNetworkTest {

    @Test
    void the_network_plugin_keeps_ten_addresses_and_two_to_spare() {
        assertThat(PodNetwork.settings()).isEqualTo(Map.of("MINIMUM_IP_TARGET", "10", "WARM_IP_TARGET", "2"));
    }

    /** Of the system's pods seven are spread over all nodes, and one with an address of its own is on each. */
    @ParameterizedTest
    @CsvSource({
        "3,  3, 12",
        "17, 3, 13",
        "20, 3, 14",
        "50, 3, 24",
        "51, 3, 25",
        "53, 3, 25",
        "54, 3, 26",
    })
    void a_node_holds_two_addresses_of_its_own_and_those_of_its_share_of_the_pods(int pods, int nodes, int addresses) {
        assertThat(PodNetwork.addressesOfNode(pods, nodes)).isEqualTo(addresses);
    }
}
