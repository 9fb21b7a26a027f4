package dev.redkite.sandbox.doctor;

import dev.redkite.sandbox.doctor.Finding.Group;
import java.util.List;

/** One thing to ask an account. What a service refuses, {@link Refusals} puts into words, so a check need not. */
interface Check {

    Group group();

    /** What it asks, for people. */
    String asked();

    /** Asks, and at level 0 changes nothing. */
    List<Finding> ask();
}
