package dev.redkite.contract;

import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/** Whether containers can be started from here. It is looked once in a process. */
public final class Docker {

    private Docker() {}

    private static final class Looked {
        private static final Optional<String> ABSENCE = look();
    }

    /** Why not; empty where they can. */
    public static Optional<String> absence() {
        return Looked.ABSENCE;
    }

    private static Optional<String> look() {
        return DockerClientFactory.instance().isDockerAvailable() ? Optional.empty() : Optional.of("no Docker is reachable from here");
    }
}
