package dev.redkite.environment;

/**
 * One thing wrong with a specification.
 *
 * @param path    where, as a JSON path such as {@code $.kafka.version}
 * @param message what is wrong and what would be right
 */
public record Violation(String path, String message) {

    @Override
    public String toString() {
        return path + ": " + message;
    }
}
