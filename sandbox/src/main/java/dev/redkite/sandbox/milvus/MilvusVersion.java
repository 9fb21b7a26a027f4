package dev.redkite.sandbox.milvus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's version, as far as it decides what the server can do. */
record MilvusVersion(int major, int minor, String text) {

    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

    /** @throws IllegalArgumentException unless it reads like {@code 2.6.15} */
    static MilvusVersion of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a Milvus version: " + text);
        }
        return new MilvusVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), text);
    }

    boolean atLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }
}
