package dev.redkite.kafka;

import dev.redkite.failure.InvalidRequest;
import dev.redkite.network.NetworkFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which subnets the brokers stand in: one in each of two or three zones, for MSK takes no more and spreads brokers
 * evenly (https://docs.aws.amazon.com/msk/latest/developerguide/msk-create-cluster.html).
 */
record BrokerPlacement(List<String> subnetIds) {

    private static final int MOST_ZONES = 3;
    private static final int FEWEST_ZONES = 2;

    BrokerPlacement {
        subnetIds = List.copyOf(subnetIds);
    }

    /**
     * The first private subnet of each zone, in as many zones as divide the number of brokers.
     *
     * @throws InvalidRequest when no two or three zones do
     */
    static BrokerPlacement of(NetworkFacts network, int brokers) {
        Map<String, String> subnetByZone = new LinkedHashMap<>();
        for (int i = 0; i < network.privateSubnetIds().size(); i++) {
            subnetByZone.putIfAbsent(network.zones().get(i), network.privateSubnetIds().get(i));
        }
        List<String> subnets = new ArrayList<>(subnetByZone.values());
        for (int zones = Math.min(MOST_ZONES, subnets.size()); zones >= FEWEST_ZONES; zones--) {
            if (brokers % zones == 0) {
                return new BrokerPlacement(subnets.subList(0, zones));
            }
        }
        throw new InvalidRequest("%d brokers cannot be spread evenly over the private subnets' %d availability zones. Set kafka.brokers to a multiple of 2 or 3, with private subnets in as many zones."
                .formatted(brokers, subnets.size()));
    }

    int zones() {
        return subnetIds.size();
    }
}
