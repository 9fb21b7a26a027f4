package dev.redkite.sandbox.aws.kms;

import java.util.List;

/** A part of a list; the marker is the next entry's position. */
record Page<T>(List<T> entries, String next) {

    static <T> Page<T> of(List<T> all, String marker, Integer limit, int usual) {
        int from = marker == null ? 0 : Integer.parseInt(marker);
        int to = Math.min(all.size(), from + (limit == null ? usual : limit));
        return new Page<>(all.subList(Math.min(from, to), to), to < all.size() ? Integer.toString(to) : null);
    }
}
