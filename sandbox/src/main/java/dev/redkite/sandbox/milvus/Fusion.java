package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import dev.redkite.sandbox.milvus.Searcher.Hit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes one ranking of several (https://milvus.io/docs/reranking.md). */
sealed interface Fusion {

    /** What a hit of that rank (from 1) in the list of that number (from 0) adds to its row's score. */
    double share(int list, int rank, double score);

    default List<Hit> fuse(List<List<Hit>> lists) {
        Map<Object, Hit> fused = new HashMap<>();
        for (int list = 0; list < lists.size(); list++) {
            int rank = 0;
            for (Hit hit : lists.get(list)) {
                double share = share(list, ++rank, hit.score());
                fused.merge(hit.key(), new Hit(hit.key(), hit.row(), share),
                        (old, more) -> new Hit(old.key(), old.row(), old.score() + more.score()));
            }
        }
        return fused.values().stream()
                .sorted(Comparator.comparingDouble(Hit::score)
                        .reversed()
                        .thenComparing(hit -> hit.key().toString()))
                .toList();
    }

    /** Sum of 1 / (k + rank). */
    record ReciprocalRank(double k) implements Fusion {

        public ReciprocalRank {
            if (k <= 0 || k >= 16384) {
                throw invalid("The rank params k should be in range (0, 16384)");
            }
        }

        @Override
        public double share(int list, int rank, double score) {
            return 1 / (k + rank);
        }
    }

    /** Sum of weight × normalized score. */
    record Weighted(List<Double> weights, List<Metric> metrics) implements Fusion {

        public Weighted {
            if (weights.size() != metrics.size()) {
                throw invalid("the length of weights param mismatch with ann search requests: invalid parameter[expected=%d][actual=%d]",
                        metrics.size(), weights.size());
            }
            if (weights.stream().anyMatch(weight -> weight < 0 || weight > 1)) {
                throw invalid("rank param weight should be in range [0, 1]");
            }
        }

        @Override
        public double share(int list, int rank, double score) {
            return weights.get(list) * metrics.get(list).normalized(score);
        }
    }
}
