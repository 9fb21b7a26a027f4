package dev.redkite.sandbox.doctor;

import java.time.Duration;

/** Lets time pass before something is looked at again. */
@FunctionalInterface
public interface Pause {

    void last(Duration duration);
}
