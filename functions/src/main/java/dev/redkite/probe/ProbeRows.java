package dev.redkite.probe;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows that a check writes, a function of the seed alone, and what is true about them. */
final class ProbeRows {

    /** As many as Milvus' own first example writes (https://milvus.io/docs/v2.2.x/example_code.md). */
    static final int COUNT = 3000;

    static final int DIMENSION = 8;

    private final float[][] vectors;
    private final float[][] seconds;
    private final double[] weights;

    ProbeRows(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        vectors = vectors(random);
        seconds = vectors(random);
        weights = random.doubles(COUNT).toArray();
    }

    private static float[][] vectors(RandomGenerator random) {
        float[][] vectors = new float[COUNT][DIMENSION];
        for (float[] vector : vectors) {
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] = random.nextFloat();
            }
        }
        return vectors;
    }

    float[] vector(int id) {
        return vectors[id];
    }

    float[] second(int id) {
        return seconds[id];
    }

    /** The rows that {@code weight > 0.5} lets through. */
    Set<Long> heavy() {
        return IntStream.range(0, COUNT).filter(id -> weights[id] > 0.5).mapToObj(Long::valueOf).collect(Collectors.toSet());
    }

    int firstHeavy() {
        return IntStream.range(0, COUNT).filter(id -> weights[id] > 0.5).findFirst().orElseThrow();
    }

    /** The true nearest by Euclidean distance, among all rows. */
    List<Long> nearest(int id, int count) {
        double[] distances = IntStream.range(0, COUNT).mapToDouble(other -> squaredDistance(vectors[id], vectors[other])).toArray();
        return IntStream.range(0, COUNT)
                .boxed()
                .sorted(Comparator.comparingDouble(other -> distances[other]))
                .limit(count)
                .map(Integer::longValue)
                .toList();
    }

    private static double squaredDistance(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            double difference = (double) left[i] - right[i];
            sum += difference * difference;
        }
        return sum;
    }

    /** The rows as the SDK takes them. */
    List<JsonObject> json(boolean withSecondVector) {
        List<JsonObject> rows = new ArrayList<>();
        for (int id = 0; id < COUNT; id++) {
            JsonObject row = new JsonObject();
            row.addProperty("id", (long) id);
            row.addProperty("weight", weights[id]);
            row.add("vector", array(vectors[id]));
            if (withSecondVector) {
                row.add("second", array(seconds[id]));
            }
            rows.add(row);
        }
        return rows;
    }

    private static JsonArray array(float[] vector) {
        JsonArray array = new JsonArray();
        for (float number : vector) {
            array.add(number);
        }
        return array;
    }
}
