package dev.redkite.probe;

import dev.redkite.probe.DataPathResult.Passed;
import dev.redkite.probe.DataPathResult.Wrong;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import io.milvus.v2.service.rbac.request.UpdatePasswordReq;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Proves that a Milvus works: writes 3,000 rows, sees them stored and indexed, and asks for them in every way, checking
 * each answer. Nothing is retried, and nothing is left behind as long as the server still answers.
 *
 * <p>The client waits inside the load and flush steps; how long all of it may take is the caller's to say.
 *
 * @param seed    decides every row; the same seed writes the same rows
 * @param clients makes a connected client
 * @param pauses  lets that much time go by
 */
record DataPath(
        InstantSource time, long seed, Duration connectTimeout, Function<ConnectConfig, MilvusClientV2> clients,
        Consumer<Duration> pauses) {

    /** Bounds one call that hangs, not the whole. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(15);

    /**
     * @param collection made, and dropped in the end; one of that name that a killed check left is dropped first
     * @param limit      no step starts later than this after the call; a step that hangs ends 15 s after at most
     */
    DataPathResult check(Endpoint endpoint, String collection, Duration limit) {
        Run run = new Run(time, pauses, limit);
        try (Connection connection = run.step(DataPathStep.CONNECT, () -> new Connection(client(endpoint)))) {
            return new DataPathCheck(connection, collection, new ProbeRows(seed), run).result();
        } catch (WrongAnswerException e) {
            return new Wrong(run.step(), e.expected(), e.got());
        } catch (RuntimeException e) {
            return run.over(MilvusErrors.result(run.step(), e));
        }
    }

    /**
     * Has the server store all that it was given, and looks until it is done.
     *
     * @param limit   as of a check
     * @param flushed is given the name of each collection when it is done
     */
    DataPathResult flush(Endpoint endpoint, Duration limit, List<String> flushed) {
        Run run = new Run(time, pauses, limit);
        try (Connection connection = run.step(DataPathStep.CONNECT, () -> new Connection(client(endpoint)))) {
            ServerVersion version = new ServerVersion(connection.client().getServerVersion());
            run.measure(DataPathStep.FLUSH, () -> {
                new Flushes(connection.client(), version, run).all(flushed);
                return Run.Measure.NOTHING;
            });
            return new Passed(version.text(), run.figures());
        } catch (RuntimeException e) {
            return run.over(MilvusErrors.result(run.step(), e));
        }
    }

    /**
     * Sets root's password to the endpoint's where it still is that former one. Stored before and set then, it may be killed
     * in between and called again.
     *
     * @return empty once it is set; otherwise how far it came: {@link DataPathResult.Denied} where it is not the former one
     */
    Optional<DataPathResult> replaces(Endpoint endpoint, String former) {
        Endpoint.Login login = endpoint.requireLogin();
        DataPathStep step = DataPathStep.CONNECT;
        try (Connection connection = new Connection(client(endpoint.as(former)))) {
            step = DataPathStep.LOGIN;
            connection.client().updatePassword(UpdatePasswordReq.builder()
                    .userName(login.user())
                    .password(former)
                    .newPassword(login.password())
                    .build());
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(MilvusErrors.result(step, e));
        }
    }

    private MilvusClientV2 client(Endpoint endpoint) {
        ConnectConfig.ConnectConfigBuilder config = ConnectConfig.builder()
                .uri("http://" + endpoint.host() + ":" + endpoint.port())
                .connectTimeoutMs(connectTimeout.toMillis())
                .rpcDeadlineMs(LONGEST_CALL.toMillis());
        if (endpoint.login() != null) {
            config.username(endpoint.login().user()).password(endpoint.login().password());
        }
        return clients.apply(config.build())
                .withRetry(RetryConfig.builder().maxRetryTimes(1).build());
    }

    /** The SDK's client, closed without a word; its own close() lets checked exceptions out or waits a minute. */
    record Connection(MilvusClientV2 client) implements AutoCloseable {

        @Override
        public void close() {
            try {
                client.close(3);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
