package dev.redkite.sandbox.fault;

/** One fault to be tried at one call. */
public record Attempt(CallSite site, Fault fault) {

    @Override
    public String toString() {
        return fault + " at " + site;
    }
}
