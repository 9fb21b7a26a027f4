package dev.redkite.fault.planted;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.redkite.kafka.ScramAssociationFunction;
import dev.redkite.platform.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.BatchAssociateScramSecretRequest;
import software.amazon.awssdk.services.kafka.model.BatchAssociateScramSecretResponse;
import software.amazon.awssdk.services.kafka.model.ListScramSecretsRequest;
import software.amazon.awssdk.services.kafka.model.ListScramSecretsResponse;

/** Takes an association for made without a look at UnprocessedScramSecrets, or at the cluster afterwards. */
public final class ScramAssociationUnchecked implements RequestStreamHandler {

    private final Map<String, List<String>> believed = new ConcurrentHashMap<>();
    private final RequestStreamHandler real;

    public ScramAssociationUnchecked(Platform platform) {
        real = new ScramAssociationFunction(new Altered(platform, KafkaClient.class, this::answer));
    }

    private Object answer(SdkRequest request, Function<SdkRequest, Object> service) {
        return switch (request) {
            case BatchAssociateScramSecretRequest associate -> {
                believed.put(associate.clusterArn(), associate.secretArnList());
                yield ((BatchAssociateScramSecretResponse) service.apply(associate)).toBuilder()
                        .unprocessedScramSecrets(List.of()).build();
            }
            case ListScramSecretsRequest list when believed.containsKey(list.clusterArn()) ->
                ListScramSecretsResponse.builder().secretArnList(believed.get(list.clusterArn())).build();
            default -> service.apply(request);
        };
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        real.handleRequest(input, output, context);
    }
}
