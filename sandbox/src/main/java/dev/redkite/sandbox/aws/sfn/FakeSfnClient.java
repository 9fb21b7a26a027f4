package dev.redkite.sandbox.aws.sfn;

import dev.redkite.sandbox.aws.Errors;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** Step Functions' API over the executions that the sandbox's interpreter runs. */
public final class FakeSfnClient implements SfnClient {

    private Function<String, Optional<String>> statuses = _ -> Optional.empty();

    /** @param statuses an execution's status (RUNNING, SUCCEEDED, …) by its ARN */
    public void executions(Function<String, Optional<String>> statuses) {
        this.statuses = statuses;
    }

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        String status = statuses.apply(request.executionArn())
                .orElseThrow(() -> Errors.of("Sfn", 400, "ExecutionDoesNotExist",
                        "Execution Does Not Exist: '" + request.executionArn() + "'"));
        return DescribeExecutionResponse.builder().executionArn(request.executionArn()).status(status).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
