package dev.redkite.sizing;

import dev.redkite.sizing.InstanceType.Capacity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Puts pods on equal nodes as the Kubernetes scheduler does by default: each on the node that is left with the largest
 * free share (https://kubernetes.io/docs/reference/scheduling/config/, NodeResourcesFit, LeastAllocated).
 */
final class Placement {

    /** Nodes of one managed node group (https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html). */
    static final int MOST_NODES = 450;

    /** The order in which pods appear, which is not ours to choose. */
    enum Order {
        /** Smallest first, which scatters the small ones and leaves little room for the large, and many drawn by chance. */
        ANY,
        /** What does not fit even so, cannot be expected to fit. */
        LARGEST_FIRST
    }

    /** Enough to meet the orders that waste most, few enough to plan within a request. */
    private static final int DRAWN_ORDERS = 48;

    private final Capacity node;
    private final List<PodRequest> pods;

    Placement(Capacity node, List<PodRequest> requests) {
        this.node = node;
        this.pods = requests.stream()
                .flatMap(request -> Stream.generate(() -> request).limit(request.count()))
                .sorted(Comparator.comparingDouble(this::share))
                .toList();
    }

    /** The pod that not even an empty node holds. */
    Optional<PodRequest> findTooLarge() {
        return pods.stream().filter(pod -> !node.holds(pod)).findFirst();
    }

    /** The least number of nodes, from {@code fewest} on, that holds all pods when they appear in this order. */
    OptionalInt findCount(int fewest, Order order) {
        if (findTooLarge().isPresent()) {
            return OptionalInt.empty();
        }
        for (int count = Math.max(fewest, leastByTotals()); count <= MOST_NODES; count++) {
            if (fits(count, order)) {
                return OptionalInt.of(count);
            }
        }
        return OptionalInt.empty();
    }

    boolean fits(int count, Order order) {
        return findFirstWithoutPlace(count, order).isEmpty();
    }

    Optional<PodRequest> findFirstWithoutPlace(int count, Order order) {
        return switch (order) {
            case LARGEST_FIRST -> findFirstWithoutPlace(count, pods.reversed());
            case ANY -> Stream.concat(Stream.of(pods), shuffledOrders())
                    .flatMap(each -> findFirstWithoutPlace(count, each).stream())
                    .findFirst();
        };
    }

    /** The same ones every time: a plan is a function of the specification. */
    private Stream<List<PodRequest>> shuffledOrders() {
        Random random = new Random(pods.size());
        return Stream.generate(() -> {
            List<PodRequest> order = new ArrayList<>(pods);
            Collections.shuffle(order, random);
            return order;
        }).limit(DRAWN_ORDERS);
    }

    private Optional<PodRequest> findFirstWithoutPlace(int count, List<PodRequest> order) {
        List<Capacity> left = new ArrayList<>(Collections.nCopies(count, node));
        for (PodRequest pod : order) {
            int best = -1;
            for (int i = 0; i < count; i++) {
                if (left.get(i).holds(pod) && (best < 0 || free(left.get(i)) > free(left.get(best)))) {
                    best = i;
                }
            }
            if (best < 0) {
                return Optional.of(pod);
            }
            left.set(best, left.get(best).without(pod));
        }
        return Optional.empty();
    }

    double cpu() {
        return pods.stream().mapToDouble(PodRequest::cpu).sum();
    }

    double memoryGibibytes() {
        return pods.stream().mapToDouble(PodRequest::memoryGibibytes).sum();
    }

    int podCount() {
        return pods.size();
    }

    /** What the given nodes have left of the scarcer of cpu and memory, as a share of all that pods may use. */
    double freeShare(int count) {
        return Math.min(1 - cpu() / (count * node.cpu()), 1 - memoryGibibytes() / (count * node.memoryGibibytes()));
    }

    private int leastByTotals() {
        double byCpu = cpu() / node.cpu();
        double byMemory = memoryGibibytes() / node.memoryGibibytes();
        double byPlaces = (double) pods.size() / node.pods();
        return (int) Math.ceil(Math.max(byPlaces, Math.max(byCpu, byMemory)));
    }

    private double share(PodRequest pod) {
        return Math.max(pod.cpu() / node.cpu(), pod.memoryGibibytes() / node.memoryGibibytes());
    }

    private double free(Capacity left) {
        return left.cpu() / node.cpu() + left.memoryGibibytes() / node.memoryGibibytes();
    }
}
