package dev.redkite.platform;

import dev.redkite.deployment.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkClient;

/**
 * Everything that is not computation: the clients, time and chance. A function takes it as an argument; on Lambda
 * it is {@link dev.redkite.lambda.LambdaPlatform}, in the sandbox the fakes.
 */
public interface Platform {

    Deployment deployment();

    InstantSource time();

    /** Fit for passwords. */
    RandomGenerator random();

    /** The client of that interface, e.g. {@code EksClient.class}; made at the first call and kept. */
    <C extends SdkClient> C aws(Class<C> type);

    /**
     * Begins a call to AWS and goes on; the answer's {@code get} has it as soon as it is there, or throws what the call
     * threw. Here one call is made after the other, so that a run is a function of its input; on Lambda they are made beside
     * each other.
     */
    default <T> Supplier<T> begin(Supplier<T> call) {
        T answer = call.get();
        return () -> answer;
    }

    /** Made at the first call per cluster and kept; stages do not close it. */
    KubernetesClient kubernetes(ClusterAccess access);

    /** Helm against that cluster. */
    Helm helm(ClusterAccess access);

    /** One of the function's environment variables, for what concerns that function alone; empty when it is not set. */
    default String variable(String name) {
        return "";
    }

    /** The way to the world beside AWS: chats and webhooks. */
    default HttpSender http() {
        throw new UnsupportedOperationException("this platform reaches nobody but AWS");
    }

    MilvusReach milvus();

    Charts charts();
}
