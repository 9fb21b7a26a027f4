package dev.redkite.sandbox.doctor;

import java.util.List;

/** One thing to ask an account. What a service refuses, {@link Refusals} puts into words, so a check need not. */
interface Check {

    Topic topic();

    /** Asks, and at level 0 changes nothing. */
    List<Finding> ask();
}
