package dev.redkite.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * What somebody who did not write it said of us, and what nobody was asked: a line each in {@code target/judged}, in a file
 * for every judge and test class. {@code .ci/verdicts} counts them.
 *
 * @param judge as .ci/run knows it: {@code moto}, {@code kubernetes}, …
 */
public record Judged(String judge, Class<?> test) {

    private static final Path DIRECTORY = Path.of("target", "judged");
    private static final Set<Path> BEGUN = new HashSet<>();

    /** To be said once it has agreed. */
    public void agreed(String what) {
        append("agreed: " + what);
    }

    public void differs(String what, String reason) {
        append("known difference: %s: %s".formatted(what, reason));
    }

    public void notJudged(String what, String reason) {
        append("not judged: %s: %s".formatted(what, reason));
    }

    private void append(String line) {
        Path file = DIRECTORY.resolve(judge).resolve(test.getSimpleName() + ".txt");
        append(file, line.replaceAll("\\s+", " ") + "\n");
    }

    /** The first line of a run begins the file anew. */
    private static synchronized void append(Path file, String line) {
        try {
            Files.createDirectories(file.getParent());
            if (BEGUN.add(file)) {
                Files.deleteIfExists(file);
            }
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
