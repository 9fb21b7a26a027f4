package dev.redkite.probe;

import java.time.Duration;

/** The time that the check was given is used up. */
final class OutOfTimeException extends RuntimeException {

    OutOfTimeException(Duration limit) {
        super("the check did not come this far within " + limit.toSeconds() + " s");
    }
}
