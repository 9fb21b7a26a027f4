package dev.redkite.sandbox.fault;

/** What can become of one call that a function makes. */
public enum Fault {
    /** It fails before it has an effect. */
    REFUSED,
    /** It takes effect, and its answer does not arrive. */
    ANSWER_LOST,
    /** It and its next two repetitions are throttled. */
    THROTTLED,
    /** The function's process is killed right after it took effect. */
    KILLED,
    /** It hangs without an effect until the function's timeout. */
    TIMED_OUT,
    /** It is answered with success, and names inside what it did not do; only what is asked for many things at once does so. */
    UNPROCESSED,
    /** A read tells what was before the last write to that service. */
    STALE
}
