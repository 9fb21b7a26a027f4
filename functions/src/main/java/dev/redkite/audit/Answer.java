package dev.redkite.audit;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an inquiry found.
 *
 * @param asked     names and tags asked for, and listed resources that were judged
 * @param leftovers in the order in which they can go
 * @param untouched sentences about what bears our name and is somebody else's
 * @param retained  what stays because the user wants it so
 */
record Answer(int asked, List<Leftover> leftovers, List<String> untouched, List<String> retained) {

    static final Answer NOTHING = new Answer(0, List.of(), List.of(), List.of());

    Answer {
        leftovers = List.copyOf(leftovers);
        untouched = List.copyOf(untouched);
        retained = List.copyOf(retained);
    }

    /** One name was asked for, and nothing bears it. */
    static Answer absent() {
        return found(1, List.of());
    }

    static Answer found(int asked, List<? extends Leftover> leftovers) {
        return new Answer(asked, List.copyOf(leftovers), List.of(), List.of());
    }

    static Answer left(Leftover leftover) {
        return found(1, List.of(leftover));
    }

    static Answer untouched(String sentence) {
        return new Answer(1, List.of(), List.of(sentence), List.of());
    }

    static Answer retained(String sentence) {
        return new Answer(1, List.of(), List.of(), List.of(sentence));
    }

    Answer plus(Answer other) {
        return new Answer(
                asked + other.asked,
                Stream.concat(leftovers.stream(), other.leftovers.stream()).toList(),
                Stream.concat(untouched.stream(), other.untouched.stream()).distinct().toList(),
                Stream.concat(retained.stream(), other.retained.stream()).distinct().toList());
    }
}
