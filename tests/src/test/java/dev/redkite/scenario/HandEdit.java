package dev.redkite.scenario;

import dev.redkite.sandbox.Sandbox;
import java.util.function.Consumer;

/**
 * Something that somebody does behind Redkite's back.
 *
 * @param what  of what and how, for people
 * @param by    does it
 * @param mends the change by which the next provision puts it right, as a line of {@link Happened#changes} begins
 */
record HandEdit(String what, Consumer<Sandbox> by, String mends) {

    @Override
    public String toString() {
        return what;
    }
}
