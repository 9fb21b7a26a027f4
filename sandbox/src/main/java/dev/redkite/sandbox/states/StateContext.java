package dev.redkite.sandbox.states;

import java.time.Instant;

/** Where an invocation comes from. */
public record StateContext(String machineArn, String executionArn, String executionName, Instant executionStarted,
        int redriveCount, String stateName, Instant stateEntered, int retryCount) {}
