package dev.redkite.network;

import dev.redkite.environment.Identity;

/**
 * Who may speak to the brokers. Their security group is found by its name and tags.
 *
 * @param clusterSecurityGroupId the one that EKS made for the cluster
 */
public record BrokerAccessSpec(Identity identity, String clusterSecurityGroupId) {}
