package dev.redkite.probe;

import dev.redkite.contract.Judged;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A server of PyPI's milvus, as long as a test lasts; it ends before the next begins, for there is room for one. */
final class RealMilvus implements AutoCloseable {

    /** Names a directory with environments of Python's: milvus-2.2.13, milvus-2.3.5, pymilvus-2.2.13 and newer ones. */
    private static final String VARIABLE = "REDKITE_MILVUS_PYTHONS";

    private static final Path SERVER = Path.of("judges", "milvus_server.py");

    private final Process process;
    private final int port;

    private RealMilvus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Optional<Path> findPython(String environment) {
        return Optional.ofNullable(System.getenv(VARIABLE)).map(directory -> Path.of(directory, environment, "bin", "python"));
    }

    /**
     * @param state what is done to it: {@code works}, {@code rows} or {@code index} cannot be stored, {@code login} is asked for
     * @throws TestAbortedException where it does not run, which is told as not judged
     */
    static RealMilvus started(Judged judged, String what, String version, String state, Path directory) {
        Path python = findPython("milvus-" + version).orElseThrow(() -> notJudged(judged, what, VARIABLE + " names no servers"));
        try {
            int port = freePort();
            Path log = directory.resolve("server.log");
            Process process = new ProcessBuilder(
                            python.toString(), SERVER.toAbsolutePath().toString(), directory.resolve("milvus").toString(), String.valueOf(port), state)
                    .redirectError(log.toFile()).start();
            RealMilvus milvus = new RealMilvus(process, port);
            if (!milvus.becomesReady()) {
                milvus.close();
                throw notJudged(judged, what, "the server does not run here: " + lastLine(log));
            }
            return milvus;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestAbortedException notJudged(Judged judged, String what, String reason) {
        judged.notJudged(what, reason);
        return new TestAbortedException("not judged: " + reason);
    }

    private static String lastLine(Path log) throws IOException {
        return Files.readAllLines(log).stream().filter(line -> !line.isBlank()).reduce((_, last) -> last).orElse("it said nothing");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The script says so, or ends. */
    private boolean becomesReady() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ready")) {
                return true;
            }
        }
        return false;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
