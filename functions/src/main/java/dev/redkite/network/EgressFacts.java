package dev.redkite.network;

import java.util.List;

/** The way out of a VPC that was made; empty where the user's subnets were adopted. */
public record EgressFacts(List<String> natGatewayIds) {}
