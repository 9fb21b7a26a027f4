package dev.redkite.kafka;

import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Letters and digits only: on its way to Milvus a password passes YAML and JAAS, where anything else may need quotes. */
final class Password {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;

    private Password() {}

    /** 190 bits when the generator is fit for passwords. */
    static String generate(RandomGenerator random) {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> ALPHABET.substring(index, index + 1))
                .collect(Collectors.joining());
    }
}
