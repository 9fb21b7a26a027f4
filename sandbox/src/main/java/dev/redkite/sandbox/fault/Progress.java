package dev.redkite.sandbox.fault;

/** Is told how far something has come that takes minutes. */
@FunctionalInterface
public interface Progress {

    /** A sentence that is worth keeping. */
    void report(String sentence);

    /**
     * So much is done; called often, and mostly not worth keeping.
     *
     * @param what what is counted: {@code runs of 01-minimal.json}
     */
    default void reached(int done, int total, String what) {}
}
