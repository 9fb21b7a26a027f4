package dev.redkite.probe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server calls its version, e.g. {@code v2.6.15} or {@code v2.2.13-lite}, as far as it decides what it can do. */
record ServerVersion(String text) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)");

    /** A name without numbers is taken for older than any. */
    boolean atLeast(int major, int minor) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.find()) {
            return false;
        }
        int found = Integer.parseInt(matcher.group(1));
        return found > major || found == major && Integer.parseInt(matcher.group(2)) >= minor;
    }

    /** Several vectors in one collection, and their hybrid search. */
    boolean twoVectors() {
        return atLeast(2, 4);
    }

    /** Whether it says of a flush when it is done; before, its segments have to be looked at. */
    boolean followsFlushes() {
        return atLeast(2, 3);
    }
}
