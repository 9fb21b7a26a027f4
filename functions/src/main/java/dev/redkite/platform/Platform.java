package dev.redkite.platform;

import dev.redkite.deployment.Deployment;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkClient;

/**
 * Everything that is not computation: the clients, time and chance. A function takes it as an argument and hands its parts
 * out, so that whatever else there is says what it touches. On Lambda it is {@link dev.redkite.lambda.LambdaPlatform}, in the
 * sandbox the fakes.
 */
public interface Platform extends Clusters, Concurrency {

    Deployment deployment();

    InstantSource time();

    /** Fit for passwords. */
    RandomGenerator random();

    /** The client of that interface, e.g. {@code EksClient.class}; made at the first call and kept. */
    <C extends SdkClient> C aws(Class<C> type);

    /** Helm against that cluster. */
    Helm helm(ClusterAccess access);

    /** One of the function's environment variables, for what concerns that function alone; empty when it is not set. */
    String variable(String name);

    /** The way to the world beside AWS: chats and webhooks. */
    HttpSender http();

    MilvusReach milvus();

    Charts charts();
}
