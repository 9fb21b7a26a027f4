package dev.redkite.network;

import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;

/**
 * Who may speak to the brokers. Their security group is found by its name and tags.
 *
 * @param clusterSecurityGroupId the one that EKS made for the cluster; not read when access is taken away
 */
public record BrokerAccessSpec(Names names, Ownership ownership, String clusterSecurityGroupId) {}
