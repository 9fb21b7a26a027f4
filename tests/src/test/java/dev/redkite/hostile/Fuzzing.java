package dev.redkite.hostile;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Many inputs, each a function of its own seed: {@code -Dredkite.fuzz=N} makes N of them for each door,
 * {@code -Dredkite.seed=S} begins at another seed. What fails says how it is repeated alone.
 */
final class Fuzzing {

    private static final long SEED = Long.getLong("redkite.seed", 7);

    private Fuzzing() {}

    /**
     * @param usual how many inputs where no number is given
     * @param door  tries one input; answers what became of it, in a word
     * @return how often each became what
     */
    static Map<String, Integer> through(Class<?> test, int usual, Function<Random, String> door) {
        return tried(test, Integer.getInteger("redkite.fuzz", usual), door);
    }

    /** The same with inputs that take long: one for every thousand that are asked for. */
    static Map<String, Integer> slowlyThrough(Class<?> test, int usual, Function<Random, String> door) {
        return tried(test, Math.ceilDiv(Integer.getInteger("redkite.fuzz", usual * 1_000), 1_000), door);
    }

    private static Map<String, Integer> tried(Class<?> test, int inputs, Function<Random, String> door) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < inputs; i++) {
            long seed = SEED + i;
            try {
                counts.merge(door.apply(new Random(seed * 0x9E3779B97F4A7C15L)), 1, Integer::sum);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("Input %d of %d. To repeat it: ./mvnw verify -Dtest=%s -Dredkite.seed=%d -Dredkite.fuzz=1%n%s"
                        .formatted(i + 1, inputs, test.getSimpleName(), seed, e), e);
            }
        }
        System.out.printf("%s: inputs=%d seed=%d %s%n", test.getSimpleName(), inputs, SEED, counts);
        return counts;
    }
}
