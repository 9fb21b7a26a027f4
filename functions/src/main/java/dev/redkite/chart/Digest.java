package dev.redkite.chart;

import dev.redkite.failure.StageBroken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/** SHA-256 of an archive, in lower-case hexadecimal as chart repositories print it. */
public final class Digest {

    private Digest() {}

    public static String of(Path archive) {
        try {
            return DigestUtils.sha256Hex(Files.readAllBytes(archive));
        } catch (IOException e) {
            throw new UncheckedIOException(archive + " could not be read", e);
        }
    }

    /** @param next what people are to do with another archive, as a sentence */
    static void require(Path archive, String expected, String next) {
        String found = of(archive);
        if (!found.equals(expected)) {
            throw new StageBroken("Chart archive %s is not the pinned one: expected SHA-256 %s, found SHA-256 %s. Next: %s"
                    .formatted(archive.getFileName(), expected, found, next));
        }
    }
}
