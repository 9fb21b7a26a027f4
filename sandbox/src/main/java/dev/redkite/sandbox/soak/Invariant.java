package dev.redkite.sandbox.soak;

import dev.redkite.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What holds of an account whenever no execution is at work in it, whatever was asked for and whatever went wrong. */
@FunctionalInterface
interface Invariant {

    /**
     * @param before      what stood when the sandbox was opened, with its tags: somebody else's
     * @param environment the one that the requests were about
     */
    record Standing(Sandbox sandbox, Map<String, Map<String, String>> before, String environment) {

        /** By kind and name, what came since, with its tags. */
        Map<String, Map<String, String>> created() {
            Map<String, Map<String, String>> made = new TreeMap<>(sandbox.world().inventory());
            made.keySet().removeAll(before.keySet());
            return made;
        }
    }

    /** A sentence for everything that is not as it must be. */
    List<String> violations(Standing standing);
}
