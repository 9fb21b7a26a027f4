package dev.redkite.network;

import java.util.List;

/** Where everything stands; adopted or made, the same shape. Zones are names, in the order of the private subnets. */
public record NetworkFacts(
        String vpcId,
        String vpcCidr,
        List<String> privateSubnetIds,
        List<String> publicSubnetIds,
        List<String> zones,
        String brokerSecurityGroupId) {}
