package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import java.util.Locale;

/** How near two vectors are, as Milvus scores it (https://milvus.io/docs/metric.md). */
enum Metric {
    /** The square of the Euclidean distance: Milvus leaves the root out. */
    L2 {
        @Override
        double score(float[] left, float[] right) {
            double sum = 0;
            for (int i = 0; i < left.length; i++) {
                double difference = (double) left[i] - right[i];
                sum += difference * difference;
            }
            return sum;
        }

        @Override
        double normalized(double score) {
            return 1 - 2 * Math.atan(score) / Math.PI;
        }
    },
    IP {
        @Override
        double score(float[] left, float[] right) {
            double sum = 0;
            for (int i = 0; i < left.length; i++) {
                sum += (double) left[i] * right[i];
            }
            return sum;
        }

        @Override
        double normalized(double score) {
            return 0.5 + Math.atan(score) / Math.PI;
        }
    },
    COSINE {
        @Override
        double score(float[] left, float[] right) {
            return IP.score(left, right) / Math.sqrt(IP.score(left, left) * IP.score(right, right));
        }

        @Override
        double normalized(double score) {
            return (1 + score) / 2;
        }
    };

    abstract double score(float[] left, float[] right);

    /** From 0 to 1, nearest at 1: what the weighted ranker adds up. */
    abstract double normalized(double score);

    /** Negative when the first score is the nearer. */
    int compare(double left, double right) {
        return this == L2 ? Double.compare(left, right) : Double.compare(right, left);
    }

    /** Cosine came with Milvus 2.3. */
    static Metric of(String name, MilvusVersion version) {
        for (Metric metric : values()) {
            if (metric.name().equals(name.toUpperCase(Locale.ROOT)) && (metric != COSINE || version.atLeast(2, 3))) {
                return metric;
            }
        }
        throw invalid("metric type not found or not supported, supported: [L2 IP%s], got: %s",
                version.atLeast(2, 3) ? " COSINE" : "", name);
    }
}
