package dev.redkite.sandbox.fault;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decides of every call what becomes of it; mostly nothing. */
@FunctionalInterface
public interface Faults {

    Optional<Fault> at(CallSite site);

    /** Whether it matters which call it is, and not only that there is one. */
    default boolean tellCallsApart() {
        return false;
    }

    /** These, each once; with none at all, calls are told apart to be remembered. */
    static Faults of(Map<CallSite, Fault> planted) {
        Map<CallSite, Fault> left = new HashMap<>(planted);
        return new Faults() {
            @Override
            public Optional<Fault> at(CallSite site) {
                return Optional.ofNullable(left.remove(site));
            }

            @Override
            public boolean tellCallsApart() {
                return planted.isEmpty() || !left.isEmpty();
            }
        };
    }
}
