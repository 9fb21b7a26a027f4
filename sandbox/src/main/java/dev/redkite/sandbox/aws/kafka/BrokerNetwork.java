package dev.redkite.sandbox.aws.kafka;

import java.util.Optional;

/** What MSK asks EC2 about a cluster's surroundings. */
public interface BrokerNetwork {

    /** The subnet's availability zone; empty when there is no such subnet. */
    Optional<String> findZone(String subnetId);

    boolean hasSecurityGroup(String securityGroupId);
}
