package dev.redkite.sandbox.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that was killed left behind is told from what is in use. */
class TemporaryDirectoryTest {

    /** Linux gives no process a number this high (https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html). */
    private static final String NOBODY = "redkite-4194305-1";

    @TempDir
    private Path folder;

    private Path left(String name) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(directory.resolve("helm-java/deep"));
        Files.writeString(directory.resolve("helm-java/deep/library.so"), "large");
        return Files.writeString(directory.resolve("lock"), "").getParent();
    }

    @Test
    void a_directory_whose_process_is_gone_is_removed_with_all_that_is_in_it() throws IOException {
        Path abandoned = left(NOBODY);

        TemporaryDirectory.sweep(folder);

        assertThat(abandoned).doesNotExist();
    }

    @Test
    void a_directory_whose_process_lives_stays() throws IOException {
        Path own = left("redkite-%d-1".formatted(ProcessHandle.current().pid()));

        TemporaryDirectory.sweep(folder);

        assertThat(own).isNotEmptyDirectory();
    }

    @Test
    void a_directory_that_somebody_holds_stays_though_nobody_here_has_that_number() throws IOException {
        Path held = left(NOBODY);

        try (FileChannel lock = FileChannel.open(held.resolve("lock"), StandardOpenOption.WRITE)) {
            lock.lock();
            TemporaryDirectory.sweep(folder);
        }

        assertThat(held).isNotEmptyDirectory();
    }

    @Test
    void what_only_looks_like_it_stays_and_links_are_not_followed() throws IOException {
        Path others = left("redkite-charts");
        Path elsewhere = left("elsewhere");
        Path abandoned = left(NOBODY);
        Files.createSymbolicLink(abandoned.resolve("link"), elsewhere);
        Files.createSymbolicLink(folder.resolve("redkite-4194306-1"), elsewhere);

        TemporaryDirectory.sweep(folder);

        assertThat(others).isNotEmptyDirectory();
        assertThat(elsewhere.resolve("helm-java/deep/library.so")).exists();
        assertThat(abandoned).doesNotExist();
    }
}
