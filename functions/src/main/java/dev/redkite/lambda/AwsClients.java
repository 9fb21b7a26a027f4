package dev.redkite.lambda;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * The one place where clients of AWS' services are built, for Lambda and for the judges alike. All of them share an HTTP
 * client that can send every method of the services' models, PATCH among them (docs/decisions/0017).
 */
public final class AwsClients {

    private final Consumer<AwsClientBuilder<?, ?>> settings;
    private final Map<Class<?>, SdkClient> built = new ConcurrentHashMap<>();

    /** @param settings what all clients have in common, beside the way in which they send */
    public AwsClients(Consumer<AwsClientBuilder<?, ?>> settings) {
        this.settings = settings;
    }

    /** As a function's environment says: {@code AWS_REGION}, and {@code AWS_ENDPOINT_URL} where it is not AWS itself. */
    static AwsClients of(Map<String, String> environment, AwsCredentialsProvider credentials) {
        return new AwsClients(builder -> {
            builder.region(Region.of(environment.getOrDefault("AWS_REGION", ""))).credentialsProvider(credentials);
            String endpoint = environment.getOrDefault("AWS_ENDPOINT_URL", "");
            if (!endpoint.isEmpty()) {
                builder.endpointOverride(URI.create(endpoint));
            }
        });
    }

    /** The client of that interface, e.g. {@code EksClient.class}; made at the first call and kept. */
    public <C extends SdkClient> C get(Class<C> type) {
        return type.cast(built.computeIfAbsent(type, this::build));
    }

    private SdkClient build(Class<?> type) {
        AwsClientBuilder<?, ?> builder = builder(type);
        settings.accept(builder);
        ((AwsSyncClientBuilder<?, ?>) builder).httpClient(Http.CLIENT);
        return (SdkClient) builder.build();
    }

    /**
     * Every SDK interface has a static {@code builder()}. A handle of that one method; {@code getMethod} would look at all methods,
     * and load every class that they name, 1,500 of EC2's alone.
     */
    private static AwsClientBuilder<?, ?> builder(Class<?> type) {
        try {
            Class<?> builder = Class.forName(type.getName() + "Builder", false, type.getClassLoader());
            return (AwsClientBuilder<?, ?>) MethodHandles.publicLookup().findStatic(type, "builder", MethodType.methodType(builder)).invoke();
        } catch (Throwable e) {
            throw new IllegalArgumentException(type + " is no AWS client", e);
        }
    }

    /** One for all clients, made with the first of them. */
    private static final class Http {
        private static final SdkHttpClient CLIENT = ApacheHttpClient.create();
    }
}
