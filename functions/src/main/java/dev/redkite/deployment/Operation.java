package dev.redkite.deployment;

/** What an execution is for: the state machine's name, and the word in requests, records and events. */
public enum Operation {
    provision,
    teardown,
    recreate,
    pause,
    resume,
    backup,
    restore
}
