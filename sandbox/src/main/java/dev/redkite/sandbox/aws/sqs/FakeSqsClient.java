package dev.redkite.sandbox.aws.sqs;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Amazon SQS, as far as it says how much lies in a queue. */
public final class FakeSqsClient extends FakeService implements SqsClient {

    private final Map<String, IntSupplier> queues = new HashMap<>();

    /** @param depth how many messages lie in it whenever somebody asks */
    public void standing(String url, IntSupplier depth) {
        queues.put(url, depth);
    }

    /** Somebody has deleted it. */
    public void gone(String url) {
        queues.remove(url);
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        if (!queues.containsKey(request.queueUrl())) {
            throw Errors.of("Sqs", 400, "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
        }
        int depth = queues.get(request.queueUrl()).getAsInt();
        return GetQueueAttributesResponse.builder()
                .attributes(request.attributeNames().stream().collect(Collectors.toMap(name -> name, name -> value(name, depth))))
                .build();
    }

    private static String value(QueueAttributeName name, int depth) {
        if (name != QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) {
            throw new UnsupportedOperationException("the sandbox's queues say nothing of " + name);
        }
        return Integer.toString(depth);
    }
}
