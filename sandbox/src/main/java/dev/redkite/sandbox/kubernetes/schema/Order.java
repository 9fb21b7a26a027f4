package dev.redkite.sandbox.kubernetes.schema;

import java.util.Comparator;
import java.util.List;

/** Where in a body something is: the places of members and items from its root on. */
record Order(List<Integer> places) {

    static final Comparator<Order> IN_THE_BODY = (left, right) -> {
        for (int i = 0; i < Math.min(left.places.size(), right.places.size()); i++) {
            int compared = Integer.compare(left.places.get(i), right.places.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(left.places.size(), right.places.size());
    };
}
