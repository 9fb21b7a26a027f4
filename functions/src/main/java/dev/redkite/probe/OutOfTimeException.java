package dev.redkite.probe;

import java.time.Duration;

/** The time that the check was given is used up. */
final class OutOfTimeException extends RuntimeException {

    OutOfTimeException(Duration limit) {
        super("the check did not come this far within " + limit.toSeconds() + " s");
    }

    /** @param missing what it was still looking for */
    OutOfTimeException(Duration limit, String missing) {
        super(missing + ", and the " + limit.toSeconds() + " s of the check are over");
    }
}
