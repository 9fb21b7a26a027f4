package dev.redkite.sandbox.aws.elasticloadbalancing;

import java.util.List;

/** @param nextMarker null on the last page */
record Page<T>(List<T> items, String nextMarker) {

    /** "The maximum number of results to return with this call", 1 to 400. */
    private static final int LARGEST = 400;

    static <T> Page<T> of(List<T> all, String marker, Integer pageSize) {
        int from = marker == null ? 0 : offset(marker, all.size());
        int to = Math.min(all.size(), from + (pageSize == null ? LARGEST : pageSize));
        return new Page<>(all.subList(from, to), to < all.size() ? "page-" + to : null);
    }

    private static int offset(String marker, int size) {
        if (!marker.matches("page-\\d{1,6}") || Integer.parseInt(marker.substring(5)) > size) {
            throw LoadBalancingRefusal.of("ValidationError", "Marker '" + marker + "' is not valid");
        }
        return Integer.parseInt(marker.substring(5));
    }
}
