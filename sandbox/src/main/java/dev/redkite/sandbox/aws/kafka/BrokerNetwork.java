package dev.redkite.sandbox.aws.kafka;

import java.util.List;
import java.util.Optional;

/** What MSK asks EC2 about a cluster's surroundings. */
public interface BrokerNetwork {

    /** The subnet's availability zone; empty when there is no such subnet. */
    Optional<String> findZone(String subnetId);

    /** The zone's id, which every account has in common; empty when there is no such subnet. */
    default Optional<String> findZoneId(String subnetId) {
        return Optional.empty();
    }

    /** Whether EC2 has that instance type where the subnet lies. */
    default boolean offers(String instanceType, String subnetId) {
        return true;
    }

    boolean hasSecurityGroup(String securityGroupId);

    /**
     * Puts the brokers' network interfaces into the subnets, which they and the groups then cannot lose.
     *
     * @return takes the interfaces away again
     */
    default Runnable hold(String cluster, List<String> subnetIds, List<String> securityGroupIds, int brokers) {
        return () -> { };
    }
}
