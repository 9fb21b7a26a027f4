package dev.redkite.fault.planted;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.redkite.kafka.KafkaConfigurationFunction;
import dev.redkite.platform.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.Configuration;
import software.amazon.awssdk.services.kafka.model.CreateConfigurationRequest;
import software.amazon.awssdk.services.kafka.model.CreateConfigurationResponse;
import software.amazon.awssdk.services.kafka.model.ListConfigurationsRequest;
import software.amazon.awssdk.services.kafka.model.ListConfigurationsResponse;

/** Draws the configuration's name, and remembers it only once the service has answered. */
public final class KafkaConfigurationOfRandomName implements RequestStreamHandler {

    private static final AtomicInteger DRAWN = new AtomicInteger();
    private static final Map<String, String> REMEMBERED = new ConcurrentHashMap<>();

    private final RequestStreamHandler real;

    public KafkaConfigurationOfRandomName(Platform platform) {
        real = new KafkaConfigurationFunction(
                new Altered(platform, KafkaClient.class, KafkaConfigurationOfRandomName::answer));
    }

    private static Object answer(SdkRequest request, Function<SdkRequest, Object> service) {
        return switch (request) {
            case CreateConfigurationRequest create -> created(create, service);
            case ListConfigurationsRequest list -> listed((ListConfigurationsResponse) service.apply(list));
            default -> service.apply(request);
        };
    }

    private static Object created(CreateConfigurationRequest create, Function<SdkRequest, Object> service) {
        CreateConfigurationResponse made = (CreateConfigurationResponse) service.apply(
                create.toBuilder().name(create.name() + "-" + DRAWN.incrementAndGet()).build());
        REMEMBERED.put(made.arn(), create.name());
        return made;
    }

    private static Object listed(ListConfigurationsResponse all) {
        return all.toBuilder().configurations(all.configurations().stream()
                .map(KafkaConfigurationOfRandomName::recognized).toList()).build();
    }

    private static Configuration recognized(Configuration configuration) {
        return configuration.toBuilder()
                .name(REMEMBERED.getOrDefault(configuration.arn(), configuration.name())).build();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        real.handleRequest(input, output, context);
    }
}
