package dev.redkite.sandbox.aws;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Part of a list that is given out piece by piece.
 *
 * @param next asks for the next piece; null with the last
 */
public record Page<T>(List<T> items, String next) {

    /**
     * @param prefix  of this list's tokens; one that does not begin so is another's
     * @param token   null for the first page
     * @param refusal of a token that is none of this list
     */
    public static <T> Page<T> of(List<T> all, int size, String prefix, String token, Supplier<AwsServiceException> refusal) {
        if (token != null && !token.matches(Pattern.quote(prefix) + "[0-9]{1,6}")) {
            throw refusal.get();
        }
        int from = token == null ? 0 : Integer.parseInt(token.substring(prefix.length()));
        if (from > all.size()) {
            throw refusal.get();
        }
        int to = Math.min(all.size(), from + size);
        return new Page<>(all.subList(from, to), to < all.size() ? prefix + to : null);
    }
}
