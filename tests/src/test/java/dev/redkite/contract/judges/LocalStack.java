package dev.redkite.contract.judges;

import dev.redkite.contract.Docker;
import java.util.Optional;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack as a container of this process, started when first somebody asks and ended with the process. */
final class LocalStack {

    /** As differences.json knows it, in a container or not. */
    static final String NAME = "localstack";

    /** The last that starts without a token (https://github.com/testcontainers/testcontainers-java/issues/11568). */
    private static final String IMAGE = "localstack/localstack:4.14.0";

    private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

    private LocalStack() {}

    private static final class Running {
        private static final Judge JUDGE = started();
    }

    /** Empty where no Docker is. */
    static Optional<Judge> find() {
        return Docker.absence().isPresent() ? Optional.empty() : Optional.of(Running.JUDGE);
    }

    private static Judge started() {
        LocalStackContainer container = new LocalStackContainer(DockerImageName.parse(IMAGE));
        Optional.ofNullable(System.getenv(TOKEN)).filter(token -> !token.isEmpty())
                .ifPresent(token -> container.withEnv(TOKEN, token));
        container.start();
        return new Judge(NAME, container.getEndpoint(), null);
    }
}
