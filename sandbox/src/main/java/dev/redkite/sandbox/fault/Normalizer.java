package dev.redkite.sandbox.fault;

import java.util.regex.Pattern;

/** Texts without what differs between two runs that are alike: ids, times, addresses, counters. */
final class Normalizer {

    /**
     * Begins where a word does and never goes back within one: each run reads megabytes by it. A certificate's base64 is
     * such a word, and one byte more or less of its signature (DER, RFC 3279 2.2.3) changes the padding after it.
     */
    private static final Pattern WITH_A_DIGIT = Pattern.compile("(?<![0-9A-Za-z_])"
            + "(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b|[A-Za-z_]*+[0-9][0-9A-Za-z_]*+)"
            + "(?:={1,2}(?=[\"\\s]|$))?");

    private Normalizer() {}

    /** Every word with a digit in it is blotted out, with the padding of base64 at its end. */
    static String of(String text) {
        return WITH_A_DIGIT.matcher(text).replaceAll("#");
    }

    /** Equal for texts that differ in nothing but words with digits; a run asks for it at every call, so it reads once. */
    static int hash(String text) {
        int hash = 0;
        int word = 0;
        boolean blotted = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '-' || !Character.isLetterOrDigit(character)) {
                hash = 31 * (31 * hash + (blotted ? '#' : word)) + character;
                word = 0;
                blotted = false;
            } else {
                word = 31 * word + character;
                blotted |= character >= '0' && character <= '9';
            }
        }
        return 31 * hash + (blotted ? '#' : word);
    }
}
