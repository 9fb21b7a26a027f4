package dev.redkite.sandbox.milvus;

import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Servers and clients that last as long as one test. */
final class MilvusServers implements AfterEachCallback {

    /** In real time, for a machine on which ten times as much is going on. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<AutoCloseable> open = new ArrayList<>();

    FakeMilvus start(String version) {
        return keep(FakeMilvus.start(version));
    }

    /** Closes it after the test, the newest first. */
    <T extends AutoCloseable> T keep(T each) {
        open.add(each);
        return each;
    }

    MilvusClientV2 client(String version) {
        return client(start(version));
    }

    MilvusClientV2 client(FakeMilvus milvus) {
        MilvusClientV2 client = new MilvusClientV2(ConnectConfig.builder()
                        .uri("http://127.0.0.1:" + milvus.port())
                        .connectTimeoutMs(PATIENCE.toMillis())
                        .rpcDeadlineMs(PATIENCE.toMillis())
                        .build())
                .withRetry(RetryConfig.builder().maxRetryTimes(1).build());
        keep(() -> client.close(3));
        return client;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }
}
