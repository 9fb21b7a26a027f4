package dev.redkite.sandbox.doctor;

import dev.redkite.sandbox.doctor.Finding.Group;
import dev.redkite.sandbox.doctor.Finding.State;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What a question is about.
 *
 * @param asked what is asked, for people
 */
record Topic(Group group, String asked) {

    /** Another question of the same group. */
    Topic about(String another) {
        return new Topic(group, another);
    }

    /** As many of them as can be read, and how many more there are. */
    static String named(Collection<String> things, int most) {
        return things.stream().limit(most).collect(Collectors.joining(", "))
                + (things.size() > most ? " and %d more".formatted(things.size() - most) : "");
    }

    Finding fine(String found) {
        return new Finding(group, State.FINE, asked, found, "");
    }

    Finding note(String found, String next) {
        return new Finding(group, State.NOTE, asked, found, next);
    }

    Finding wrong(String found, String next) {
        return new Finding(group, State.WRONG, asked, found, next);
    }

    Finding unasked(String found, String next) {
        return new Finding(group, State.UNASKED, asked, found, next);
    }
}
