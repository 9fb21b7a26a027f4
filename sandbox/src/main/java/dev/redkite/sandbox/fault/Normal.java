package dev.redkite.sandbox.fault;

import java.util.regex.Pattern;

/** Texts without what differs between two runs that are alike: ids, times, addresses, counters. */
final class Normal {

    private static final Pattern WITH_A_DIGIT = Pattern.compile("[0-9A-Za-z_]*[0-9][0-9A-Za-z_]*");

    private Normal() {}

    /** Every word with a digit in it is blotted out. */
    static String of(String text) {
        return WITH_A_DIGIT.matcher(text).replaceAll("#");
    }
}
