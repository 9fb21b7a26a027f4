package dev.redkite.contract.judges;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What was judged by whom, and what was not: a file for each test class in {@code target/judged}, and a line of output. */
final class JudgedBehaviours {

    private static final Path DIRECTORY = Path.of("target", "judged");
    private static final Set<String> BEGUN = new HashSet<>();

    private JudgedBehaviours() {}

    static void note(Class<?> test, String behaviour, Optional<Judge> judge) {
        append(test, judge.map(Judge::name).map("judged by %s: "::formatted).orElse("not judged: ") + behaviour);
    }

    static void noteDifference(Class<?> test, String behaviour, Judge judge, String reason) {
        append(test, "known difference of %s: %s: %s".formatted(judge.name(), behaviour, reason));
    }

    static void noteUnjudged(Class<?> test, String what, String reason) {
        append(test, "not judged: %s: %s".formatted(what, reason));
    }

    /** The first line of a run begins the file anew. */
    private static synchronized void append(Class<?> test, String line) {
        try {
            Files.createDirectories(DIRECTORY);
            Path file = DIRECTORY.resolve(test.getSimpleName() + ".txt");
            if (BEGUN.add(test.getName())) {
                Files.deleteIfExists(file);
                System.out.printf("%s: %s; tests/%s tells what was judged%n", test.getSimpleName(),
                        Judge.find().map(judge -> "before " + judge.name())
                                .orElse("not judged, no outside implementation runs here"), file);
            }
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
