package dev.redkite.sandbox.charts;

import dev.redkite.catalog.ChartRelease;
import dev.redkite.chart.Digest;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Archives that were once had, and are the pinned ones; another file of that name counts as none. */
public record ChartCache(Path directory) {

    /**
     * A user's, as the XDG Base Directory Specification has it.
     *
     * @param caches what XDG_CACHE_HOME is set to, or null
     */
    public static ChartCache of(String caches, String home) {
        Path directory = caches != null && Path.of(caches).isAbsolute() ? Path.of(caches) : Path.of(home, ".cache");
        return new ChartCache(directory.resolve("redkite").resolve("charts"));
    }

    Optional<Path> find(ChartRelease chart) {
        return Optional.of(directory.resolve(chart.archive()))
                .filter(file -> Files.isRegularFile(file) && Digest.of(file).equals(chart.digest()));
    }

    /** A cache that takes nothing is none, and harms nobody. */
    void keep(ChartRelease chart, byte[] archive) {
        try {
            put(directory.resolve(chart.archive()), archive);
        } catch (IOException e) {
            // The archive goes where it is wanted all the same; the next one is fetched again.
        }
    }

    /** As a whole or not at all, whatever ends this process. */
    static Path put(Path file, byte[] archive) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, file.getFileName().toString(), ".part");
            try {
                Files.write(part, archive);
                return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileSystemException e) {
            throw new IOException("%s cannot be written: %s".formatted(file, reason(e)), e);
        }
    }

    private static String reason(FileSystemException e) {
        return switch (e) {
            case AccessDeniedException _ -> "nobody may write here as this user";
            case FileAlreadyExistsException _ -> e.getFile() + " is no directory";
            default -> e.getReason() == null ? e.toString() : e.getReason();
        };
    }
}
