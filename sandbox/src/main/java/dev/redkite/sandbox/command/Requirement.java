package dev.redkite.sandbox.command;

import dev.redkite.failure.InvalidRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What options must be, so that a wrong one is refused before anything runs. Each throws {@link InvalidRequest}. */
final class Requirement {

    private Requirement() {}

    static void between(String option, int least, int most, int given) {
        if (given < least || given > most) {
            throw new InvalidRequest("%s takes %d to %d, not %d".formatted(option, least, most, given));
        }
    }

    static void atLeast(String option, int least, int given) {
        if (given < least) {
            throw new InvalidRequest("%s takes %d or more, not %d".formatted(option, least, given));
        }
    }

    /** @param directoryOrNull where the charts are to lie; null when none was named */
    static void charts(Path directoryOrNull) {
        if (directoryOrNull == null) {
            return;
        }
        directory("--charts", directoryOrNull);
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(directoryOrNull, "*.tgz")) {
            if (!archives.iterator().hasNext()) {
                throw new InvalidRequest(("--charts: there is no chart (*.tgz) in %s. Next: put the archives there, or leave --charts out to"
                        + " take the sandbox's stand-ins.").formatted(directoryOrNull));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void directory(String option, Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new InvalidRequest("%s: %s".formatted(option,
                    directory + (Files.exists(directory) ? " is no directory" : " does not exist")));
        }
    }

    /** @param fileOrNull what is to be written at the end; null when nothing is */
    static void writable(String option, Path fileOrNull) {
        if (fileOrNull == null) {
            return;
        }
        Path directory = fileOrNull.toAbsolutePath().getParent();
        if (Files.isDirectory(fileOrNull) || directory == null) {
            throw new InvalidRequest("%s: %s is a directory; name a file in it".formatted(option, fileOrNull));
        }
        directory(option, directory);
        if (!Files.isWritable(Files.exists(fileOrNull) ? fileOrNull : directory)) {
            throw new InvalidRequest("%s: %s cannot be written: permission denied".formatted(option, fileOrNull));
        }
    }
}
