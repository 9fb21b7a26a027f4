package dev.redkite.probe;

import dev.redkite.environment.Plan;
import dev.redkite.failure.Transient;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.MilvusReach;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import io.milvus.v2.exception.MilvusClientException;
import java.time.Duration;
import java.util.function.Function;

/** Questions to a Milvus that stands, asked through the Kubernetes API's tunnel as the health probe asks. */
public record MilvusSession(MilvusReach reach, RootLogin rootLogin) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Bounds one call; counting what is loaded takes a server seconds. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    /** @throws Transient while Milvus does not answer */
    public <T> T ask(KubernetesClient kubernetes, Plan plan, Function<MilvusClientV2, T> question) {
        String release = plan.names().release();
        String pod = new ReleasePods(kubernetes, release).findProxy(release).map(proxy -> proxy.getMetadata().getName())
                .orElseThrow(() -> new Transient("No proxy of Milvus %s/%s is ready".formatted(release, release)));
        try (MilvusReach.Tunnel tunnel = reach.open(kubernetes, release, pod, MilvusReach.PORT);
                DataPath.Connection connection = new DataPath.Connection(client(plan, tunnel))) {
            return question.apply(connection.client());
        } catch (StatusRuntimeException | MilvusClientException e) {
            throw new Transient("Milvus (pod %s/%s) does not answer as it should: %s".formatted(release, pod, e.getMessage()));
        }
    }

    private MilvusClientV2 client(Plan plan, MilvusReach.Tunnel tunnel) {
        ConnectConfig.ConnectConfigBuilder config = ConnectConfig.builder()
                .uri("http://" + tunnel.host() + ":" + tunnel.port())
                .connectTimeoutMs(CONNECT_TIMEOUT.toMillis())
                .rpcDeadlineMs(LONGEST_CALL.toMillis());
        if (plan.milvus().authentication()) {
            config.username(RootLogin.USER).password(rootLogin.requirePassword(plan.names().rootSecret()));
        }
        return reach.client(config.build()).withRetry(RetryConfig.builder().maxRetryTimes(1).build());
    }
}
