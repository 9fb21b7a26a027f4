package dev.redkite.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant. */
public final class SpellingSuggestion {

    private SpellingSuggestion() {}

    /** Empty when nothing is near: more than a third of the letters would have to change. */
    public static Optional<String> to(String word, Collection<String> known) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt((String each) -> distance(wanted, each.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(each -> distance(wanted, each.toLowerCase(Locale.ROOT)) <= Math.max(1, word.length() / 3));
    }

    /** What ends a sentence about a word that is not known: {@code ; did you mean version?}, or nothing. */
    public static String meant(String word, Collection<String> known) {
        return to(word, known).map("; did you mean %s?"::formatted).orElse("");
    }

    /** Letters to insert, remove, replace, or swap with their neighbour (optimal string alignment). */
    static int distance(String from, String to) {
        int[] beforePrevious = new int[to.length() + 1];
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
                if (row > 1 && column > 1 && from.charAt(row - 1) == to.charAt(column - 2) && from.charAt(row - 2) == to.charAt(column - 1)) {
                    current[column] = Math.min(current[column], beforePrevious[column - 2] + 1);
                }
            }
            beforePrevious = previous;
            previous = current;
        }
        return previous[to.length()];
    }
}
