package dev.redkite.sandbox.aws.lambda;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Lambda's own API: takes events for functions to work on later. */
public final class FakeLambdaClient extends FakeService implements LambdaClient {

    /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, asynchronous payloads */
    private static final int LARGEST_EVENT = 1_048_576;

    private final Set<String> functions = new HashSet<>();
    private BiConsumer<String, byte[]> queue = (_, _) -> {};

    /** @param queue what becomes of an event: the function's ARN, as it was called, and the event */
    public void serve(Set<String> arns, BiConsumer<String, byte[]> queue) {
        functions.addAll(arns);
        this.queue = queue;
    }

    @Override
    public InvokeResponse invoke(InvokeRequest request) {
        if (request.invocationType() != InvocationType.EVENT) {
            throw new UnsupportedOperationException("the sandbox's functions answer nobody who calls them so");
        }
        if (!functions.contains(request.functionName())) {
            throw Errors.of("Lambda", 404, "ResourceNotFoundException", "Function not found: " + request.functionName());
        }
        if (request.payload() == null || request.payload().asByteArray().length > LARGEST_EVENT) {
            throw Errors.of("Lambda", 413, "RequestTooLargeException", "The request payload exceeded the Invoke request body JSON input quota.");
        }
        queue.accept(request.functionName(), request.payload().asByteArray());
        return InvokeResponse.builder().statusCode(202).build();
    }
}
