package dev.redkite.cluster;

/** The roles that EKS and its nodes assume. */
public record ClusterRoleFacts(String clusterRoleArn, String nodeRoleArn) {}
