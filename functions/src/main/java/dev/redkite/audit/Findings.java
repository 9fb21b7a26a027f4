package dev.redkite.audit;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a finder found.
 *
 * @param asked     names and tags asked for, and listed resources that were judged
 * @param leftovers in the order in which they can go
 * @param untouched sentences about what bears our name and is somebody else's
 * @param retained  what stays because the user wants it so
 */
record Findings(int asked, List<Leftover> leftovers, List<String> untouched, List<String> retained) {

    static final Findings NOTHING = new Findings(0, List.of(), List.of(), List.of());

    Findings {
        leftovers = List.copyOf(leftovers);
        untouched = List.copyOf(untouched);
        retained = List.copyOf(retained);
    }

    /** One name was asked for, and nothing bears it. */
    static Findings absent() {
        return found(1, List.of());
    }

    static Findings found(int asked, List<? extends Leftover> leftovers) {
        return new Findings(asked, List.copyOf(leftovers), List.of(), List.of());
    }

    static Findings left(Leftover leftover) {
        return found(1, List.of(leftover));
    }

    static Findings untouched(String sentence) {
        return new Findings(1, List.of(), List.of(sentence), List.of());
    }

    static Findings retained(String sentence) {
        return new Findings(1, List.of(), List.of(), List.of(sentence));
    }

    Findings plus(Findings other) {
        return new Findings(
                asked + other.asked,
                Stream.concat(leftovers.stream(), other.leftovers.stream()).toList(),
                Stream.concat(untouched.stream(), other.untouched.stream()).distinct().toList(),
                Stream.concat(retained.stream(), other.retained.stream()).distinct().toList());
    }
}
