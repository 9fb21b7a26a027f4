package dev.redkite.sandbox.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one directory below the machine's temporary folder in which this process keeps everything that it needs as
 * files: unpacked charts and, the largest, native libraries. It goes when the process ends; what a killed process left
 * behind goes when the next one starts.
 *
 * <p>Whose it is stands in its name. A lock on a file in it, which the system lets go of with the process, says the same
 * to processes that see other numbers, as those in another container do.
 */
public final class TemporaryDirectory {

    /** Where the JDK, and libraries that ask at run time, put temporary files. */
    private static final String PROPERTY = "java.io.tmpdir";

    private static final Path PARENT = Path.of(System.getProperty(PROPERTY));
    private static final Pattern NAME = Pattern.compile("redkite-([0-9]{1,10})-[0-9]+");
    private static final String LOCK = "lock";

    /** A thread that still works may make a file while the directory is emptied. */
    private static final int ATTEMPTS = 5;

    private static Path directory;
    private static FileChannel held;
    private static volatile boolean ended;

    private TemporaryDirectory() {}

    /** A new and empty directory. */
    public static Path create(String name) {
        try {
            return Files.createTempDirectory(own(), name);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory could be made below " + PARENT, e);
        }
    }

    private static synchronized Path own() throws IOException {
        if (ended) {
            throw new IllegalStateException("this process is ending");
        }
        if (directory == null) {
            directory = Files.createTempDirectory(PARENT, "redkite-%d-".formatted(ProcessHandle.current().pid()));
            held = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            held.lock();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("temporary files").unstarted(TemporaryDirectory::remove));
        }
        return directory;
    }

    /** From now on, libraries that ask where temporary files go are told of it. */
    public static void adopt() {
        System.setProperty(PROPERTY, create("libraries").toString());
    }

    /** With everything in it, for good. */
    public static synchronized void remove() {
        ended = true;
        for (int i = 0; directory != null && i < ATTEMPTS && Files.exists(directory, LinkOption.NOFOLLOW_LINKS); i++) {
            remove(directory);
        }
    }

    /** Whether this process has begun to end, so that what fails from now on fails for that reason. */
    public static boolean isGone() {
        return ended;
    }

    /** Removes what processes that were killed left behind. What cannot be removed is somebody else's, or is for the next one. */
    public static void sweep() {
        sweep(PARENT);
    }

    static void sweep(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            List<Path> abandoned = entries.filter(TemporaryDirectory::isAbandoned).toList();
            abandoned.forEach(TemporaryDirectory::remove);
        } catch (IOException _) {
            // Nobody may list it, so nobody can tidy it up.
        }
    }

    private static boolean isAbandoned(Path entry) {
        Matcher name = NAME.matcher(entry.getFileName().toString());
        return name.matches() && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty() && isUnlocked(entry.resolve(LOCK));
    }

    private static boolean isUnlocked(Path lock) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return channel.tryLock() != null;
        } catch (NoSuchFileException _) {
            return true;
        } catch (IOException | OverlappingFileLockException _) {
            return false;
        }
    }

    private static void remove(Path tree) {
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                    Files.deleteIfExists(emptied);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException _) {
            // Tried again by whoever called, or swept by the next process.
        }
    }
}
