package dev.redkite.kafka;

import java.util.Random;

/** A password as the stage draws them. */
public final class DrawnPassword {

    private DrawnPassword() {}

    public static String of(long seed) {
        return Password.generate(new Random(seed));
    }
}
