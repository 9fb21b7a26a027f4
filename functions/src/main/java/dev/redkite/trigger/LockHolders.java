package dev.redkite.trigger;

import dev.redkite.deployment.Deployment;
import dev.redkite.deployment.Operation;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Cause;
import dev.redkite.platform.Concurrency;
import dev.redkite.platform.Platform;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * What the registry says once it is known what became of the executions that hold its locks: one that was stopped, or ran out
 * of time, had no time to write that down, and holds the lock until the next one takes it.
 */
public record LockHolders(SfnClient sfn, Requests requests, Concurrency concurrency) {

    /** As few are described one by one. */
    private static final int DESCRIBED = 3;

    /** The largest page. */
    private static final int LISTED = 1000;

    public static LockHolders of(Platform platform) {
        return new LockHolders(platform.aws(SfnClient.class), Requests.of(platform), platform::begin);
    }

    public Optional<DescribeExecutionResponse> find(String arn) {
        return AwsErrors.find(() -> sfn.describeExecution(request -> request.executionArn(arn)));
    }

    /** Whether it is at work, or about to be again. */
    public static boolean works(DescribeExecutionResponse execution) {
        return execution.status() == ExecutionStatus.RUNNING || execution.status() == ExecutionStatus.PENDING_REDRIVE;
    }

    /** The same of several: those at work are listed, for Step Functions describes some ten a second. */
    public List<EnvironmentRecord> withHolderFailures(List<EnvironmentRecord> records) {
        Set<String> working = working(records.stream().map(EnvironmentRecord::execution).filter(Objects::nonNull).toList());
        List<Supplier<EnvironmentRecord>> asked = records.stream().map(record -> working.contains(record.execution()) || record.execution() == null
                ? (Supplier<EnvironmentRecord>) () -> record : concurrency.begin(() -> withHolderFailure(record))).toList();
        return asked.stream().map(Supplier::get).toList();
    }

    private Set<String> working(List<String> holders) {
        Set<String> working = new HashSet<>();
        if (holders.size() > DESCRIBED) {
            List<Supplier<List<ExecutionListItem>>> asked = requests.machines().stream()
                    .filter(machine -> holders.stream().anyMatch(holder -> holder.startsWith(Deployment.execution(machine, ""))))
                    .map(machine -> concurrency.begin(() -> running(machine))).toList();
            asked.forEach(running -> running.get().forEach(execution -> working.add(execution.executionArn())));
        }
        return working;
    }

    private List<ExecutionListItem> running(String machine) {
        return sfn.listExecutions(request -> request.stateMachineArn(machine).statusFilter(ExecutionStatus.RUNNING).maxResults(LISTED)).executions();
    }

    public EnvironmentRecord withHolderFailure(EnvironmentRecord record) {
        return record.execution() == null ? record : withHolderFailure(record, find(record.execution()));
    }

    /** @param asked what Step Functions says of the lock's holder; empty when there is none, or it knows none */
    public EnvironmentRecord withHolderFailure(EnvironmentRecord record, Optional<DescribeExecutionResponse> asked) {
        return asked
                .filter(holder -> !works(holder) && holder.status() != ExecutionStatus.SUCCEEDED)
                .map(holder -> record.leftBehind(failure(record.environment(), holder)))
                .orElse(record);
    }

    private Failure failure(String environment, DescribeExecutionResponse execution) {
        Operation operation = requests.operation(execution.stateMachineArn());
        String why = execution.cause() == null ? "" : ": " + Cause.message(execution.cause());
        String redrive = execution.redriveStatus() == ExecutionRedriveStatus.REDRIVABLE
                ? "lead it on with POST /environments/%s/executions/%s/redrive, or ".formatted(environment, execution.name()) : "";
        return new Failure(operation, execution.executionArn(), execution.redriveCount() == null ? 0 : execution.redriveCount(),
                Objects.requireNonNullElse(execution.error(), execution.statusAsString()),
                "The %s ended in the middle, %s%s. Next: %ssend the request again, which goes on where work is left.".formatted(
                        operation, execution.statusAsString(), why, redrive));
    }
}
