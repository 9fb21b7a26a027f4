package dev.redkite.hostile;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What the generators draw, out of an input of Jazzer's: it then varies whole requests instead of their letters. */
final class Choices implements RandomGenerator {

    private final FuzzedDataProvider data;

    private final RandomGenerator rest;

    /** @param data its first eight bytes seed what is drawn when the others are used up */
    Choices(FuzzedDataProvider data) {
        this.data = data;
        rest = new SplittableRandom(data.consumeLong());
    }

    @Override
    public int nextInt(int bound) {
        return data.remainingBytes() == 0 ? rest.nextInt(bound) : data.consumeInt(0, bound - 1);
    }

    @Override
    public long nextLong() {
        return data.remainingBytes() == 0 ? rest.nextLong() : data.consumeLong();
    }
}
