package dev.redkite.scenario;

import dev.redkite.sandbox.Sandbox;
import java.util.function.Function;

/**
 * A setting that keeps outsiders out.
 *
 * @param named how what notices its absence begins
 * @param off   turns it off by hand; what it answers turns it on again
 */
record Protection(String what, String named, Function<Sandbox, Runnable> off) {

    @Override
    public String toString() {
        return what;
    }
}
