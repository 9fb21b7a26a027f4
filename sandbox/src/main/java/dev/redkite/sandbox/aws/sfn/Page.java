package dev.redkite.sandbox.aws.sfn;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list that is given out piece by piece.
 *
 * @param nextToken asks for the next piece; null with the last
 */
record Page<T>(List<T> items, String nextToken) {

    /**
     * @param token null for the first page
     * @param scope what the list is of; a token of another list is not taken
     * @return empty when the token is none of this list
     */
    static <T> Optional<Page<T>> of(List<T> all, int size, String token, String scope) {
        String prefix = Integer.toHexString(scope.hashCode()) + "-";
        if (token != null && !token.matches(prefix + "[0-9]{1,6}")) {
            return Optional.empty();
        }
        int from = token == null ? 0 : Integer.parseInt(token.substring(prefix.length()));
        if (from > all.size()) {
            return Optional.empty();
        }
        int to = Math.min(all.size(), from + size);
        return Optional.of(new Page<>(all.subList(from, to), to < all.size() ? prefix + to : null));
    }
}
