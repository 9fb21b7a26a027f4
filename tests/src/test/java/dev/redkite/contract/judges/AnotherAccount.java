package dev.redkite.contract.judges;

import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.CallInterceptor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/**
 * The sandbox's calls to DynamoDB and EventBridge Scheduler go to the deployed stack's account, to its table and its group.
 *
 * @param names what the deployed stack's resources are called
 */
record AnotherAccount(Judge judge, Supplier<Map<String, String>> names) implements CallInterceptor {

    /** By service: its client, and the member of its requests that names a resource of the stack, with its logical id. */
    private record Part(Class<? extends SdkClient> client, String member, String logicalId) {}

    private static final Map<String, Part> PARTS = Map.of(
            "DynamoDb", new Part(DynamoDbClient.class, "TableName", "Registry"),
            "Scheduler", new Part(SchedulerClient.class, "GroupName", "ScheduleGroup"));

    @Override
    public Object around(Call call, Supplier<Object> service) {
        Part part = PARTS.get(call.service());
        if (part == null) {
            return service.get();
        }
        SdkRequest request = inTheirNames(call.request(), part);
        try {
            String method = Character.toLowerCase(call.operation().charAt(0)) + call.operation().substring(1);
            return part.client.getMethod(method, request.getClass()).invoke(judge.client(part.client), request);
        } catch (InvocationTargetException refused) {
            throw (RuntimeException) refused.getCause();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private SdkRequest inTheirNames(SdkRequest request, Part part) {
        SdkRequest.Builder builder = request.toBuilder();
        for (SdkField<?> field : request.sdkFields()) {
            if (field.memberName().equals(part.member)) {
                field.set(builder, names.get().get(part.logicalId));
            }
        }
        return builder.build();
    }
}
