package dev.redkite.stage;

/** How far one call of a stage came. */
public sealed interface Progress<F> {

    /** Nothing is left to do; the facts are what later stages need. */
    record Done<F>(F facts) implements Progress<F> {}

    /** Call again later; the reason is shown to people. */
    record Pending<F>(String reason) implements Progress<F> {}
}
