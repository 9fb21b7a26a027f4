package dev.redkite.failure;

import dev.redkite.text.Excerpt;
import dev.redkite.text.SpellingSuggestion;
import java.util.Collection;
import java.util.TreeSet;

/**
 * One thing wrong with a specification.
 *
 * @param path    where, as a JSON path such as {@code $.kafka.version}
 * @param message what is wrong and what would be right
 */
public record Violation(String path, String message) {

    private static final int LONGEST_PATH = 200;
    private static final int LONGEST_MESSAGE = 1_000;

    /** The path of an object's member: {@code $.kafka.version}, or {@code $.tags['a b']} where a dot would not do. */
    public static String member(String owner, String name) {
        return owner + (name.matches("[$\\w-]+") ? "." + name : "['" + name + "']");
    }

    /**
     * Of a member that a request does not have.
     *
     * @param offered the members that it has
     */
    public static Violation ofUnknownMember(String name, Collection<String> offered) {
        return new Violation(member("$", name), "is not a member of this request; " + SpellingSuggestion.to(name, offered)
                .map("did you mean %s?"::formatted)
                .orElseGet(() -> "remove it, or use one of " + String.join(", ", new TreeSet<>(offered))));
    }

    /** Both may quote what somebody wrote. */
    public Violation {
        path = Excerpt.of(path, LONGEST_PATH);
        message = Excerpt.of(message, LONGEST_MESSAGE);
    }

    @Override
    public String toString() {
        return path + ": " + message;
    }
}
