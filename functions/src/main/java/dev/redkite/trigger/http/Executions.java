package dev.redkite.trigger.http;

import dev.redkite.deployment.Deployment;
import dev.redkite.deployment.Operation;
import dev.redkite.deployment.Stages;
import dev.redkite.failure.Cause;
import dev.redkite.failure.Failures;
import dev.redkite.json.Json;
import dev.redkite.platform.Concurrency;
import dev.redkite.platform.Platform;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.trigger.ExecutionRecords.Entry;
import dev.redkite.trigger.ExecutionRecords;
import dev.redkite.trigger.LockHolders;
import dev.redkite.trigger.Requests;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The executions of all machines, as Step Functions knows them. */
@Singleton
final class Executions {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,80}");
    private static final int EVENTS_PER_PAGE = 1000;

    private final SfnClient sfn;
    private final Deployment deployment;
    private final InstantSource time;
    private final Requests requests;
    private final LockHolders holders;
    private final ExecutionRecords records;
    private final Concurrency concurrency;

    Executions(Platform platform) {
        sfn = platform.aws(SfnClient.class);
        deployment = platform.deployment();
        time = platform.time();
        requests = Requests.of(platform);
        records = ExecutionRecords.of(platform);
        concurrency = platform::begin;
        holders = new LockHolders(sfn, requests, concurrency);
    }

    /** @throws ProblemException when there is none of that id, or it is about another environment */
    DescribeExecutionResponse require(String environment, String id) {
        if (!ID.matcher(id).matches()) {
            throw Problem.noSuchExecution(environment, id);
        }
        return Arrays.stream(Operation.values())
                .map(operation -> Deployment.execution(deployment.machine(operation), id))
                .flatMap(arn -> find(arn).stream())
                .filter(execution -> environment.equals(environment(execution)))
                .findFirst()
                .orElseThrow(() -> Problem.noSuchExecution(environment, id));
    }

    Optional<DescribeExecutionResponse> find(String arn) {
        return holders.find(arn);
    }

    /** Which environment it is about; empty when the request was malformed. */
    static String environment(DescribeExecutionResponse execution) {
        return Requests.environment(execution.input());
    }

    Operation operation(String machine) {
        return requests.operation(machine);
    }

    /** @param record what is registered of its environment */
    ExecutionView view(DescribeExecutionResponse execution, @Nullable EnvironmentRecord record) {
        Operation operation = operation(execution.stateMachineArn());
        ProvisionKind kind = ProvisionKind.of(operation, execution.startDate(), execution.stopDate(), record);
        boolean timed = kind != ProvisionKind.update;
        boolean running = LockHolders.works(execution);
        boolean succeeded = execution.status() == ExecutionStatus.SUCCEEDED;
        ExecutionHistory history = history(execution.executionArn(), operation);
        Instant until = execution.stopDate() == null ? time.instant() : execution.stopDate();
        long elapsed = Duration.between(execution.startDate(), until).toSeconds();
        long typical = Stages.typicalSeconds(operation);
        List<StageView> stages = history.stages(operation, !running, until);
        return new ExecutionView(
                execution.name(),
                execution.executionArn(),
                operation,
                kind,
                environment(execution),
                ExecutionSummary.Status.valueOf(execution.statusAsString()),
                Json.parse(execution.input()).path("requester").textValue(),
                execution.startDate(),
                execution.stopDate(),
                elapsed,
                timed ? typical : null,
                timed ? StageView.share(elapsed, typical, succeeded) : null,
                execution.redriveCount() == null ? 0 : execution.redriveCount(),
                execution.redriveStatus() == ExecutionRedriveStatus.REDRIVABLE,
                execution.error(),
                execution.cause() == null ? null : Cause.message(execution.cause()),
                timed ? stages : stages.stream().map(StageView::untimed).toList(),
                children(history, record));
    }

    private List<ExecutionView> children(ExecutionHistory history, @Nullable EnvironmentRecord record) {
        List<Supplier<Optional<ExecutionView>>> asked = history.children().stream()
                .map(arn -> concurrency.begin(() -> find(arn).map(child -> view(child, record)))).toList();
        return asked.stream().flatMap(child -> child.get().stream()).toList();
    }

    /**
     * Without what states were given and gave, which is nearly all of a history and tells nothing of how far it has come. What a state
     * was given names what it has started, and only those of a recreate and of a resume start anything, in a history of some twenty events.
     */
    private ExecutionHistory history(String arn, Operation operation) {
        return new ExecutionHistory(sfn.getExecutionHistoryPaginator(request -> request.executionArn(arn).maxResults(EVENTS_PER_PAGE)
                .includeExecutionData(operation == Operation.recreate || operation == Operation.resume)).events().stream().toList());
    }

    /**
     * An environment's executions, the newest first. Of those that are not known to have ended Step Functions is asked, for of an end
     * that it tells of some are lost.
     *
     * @param after {@code next} of the page before this one
     */
    ExecutionPage list(EnvironmentRecord record, int limit, @Nullable String after) {
        ExecutionRecords.Page page = records.list(record.environment(), limit, after);
        List<ExecutionSummary> found = new ArrayList<>();
        page.entries().stream().map(entry -> begin(entry, record)).toList().forEach(asked -> asked.get().ifPresent(found::add));
        if (after == null) {
            holder(record, found, page.next() == null).ifPresent(found::addFirst);
        }
        return page.next() != null
                ? new ExecutionPage(found, Cursor.text(page.next()), null)
                : new ExecutionPage(found, null, begins(record, found, after) ? null
                        : ExecutionPage.earlier(record.environment(), deployment.machine(Operation.provision)));
    }

    /**
     * Whether the list reaches back to what began this life of the environment, as far as Step Functions' memory does: that was started
     * before the registry noted it.
     *
     * @param found of the last page
     */
    private boolean begins(EnvironmentRecord record, List<ExecutionSummary> found, @Nullable String after) {
        Instant created = record.createdAt();
        if (created == null) {
            return false;
        }
        Instant oldest = !found.isEmpty() ? found.getLast().startedAt() : after == null ? Instant.MAX : ExecutionRecords.startedAt(after);
        return !oldest.isAfter(created) || created.isBefore(time.instant().minus(ExecutionRecords.KEPT));
    }

    private Supplier<Optional<ExecutionSummary>> begin(Entry entry, EnvironmentRecord record) {
        return entry.endedAt() == null
                ? concurrency.begin(() -> find(entry.arn()).map(execution -> summary(execution, record)))
                : () -> Optional.of(summary(entry.arn(), entry.status(), entry.startedAt(), entry.endedAt(), record));
    }

    /** Who has the lock, if nothing was told of it yet. */
    private Optional<ExecutionSummary> holder(EnvironmentRecord record, List<ExecutionSummary> found, boolean all) {
        if (record.execution() == null || found.stream().anyMatch(each -> each.arn().equals(record.execution()))) {
            return Optional.empty();
        }
        return find(record.execution()).map(execution -> summary(execution, record))
                .filter(holder -> all || holder.startedAt().isAfter(found.getLast().startedAt()));
    }

    private ExecutionSummary summary(DescribeExecutionResponse execution, EnvironmentRecord record) {
        return summary(execution.executionArn(), execution.status(), execution.startDate(), execution.stopDate(), record);
    }

    private ExecutionSummary summary(String arn, ExecutionStatus status, Instant started, @Nullable Instant ended, EnvironmentRecord record) {
        int name = arn.lastIndexOf(':');
        Operation operation = operation(arn.substring(0, name).replace(":execution:", ":stateMachine:"));
        return new ExecutionSummary(arn.substring(name + 1), arn, operation, ProvisionKind.of(operation, started, ended, record),
                ExecutionSummary.Status.valueOf(status.toString()), started, ended);
    }

    /** See {@link LockHolders#withHolderFailure}. */
    List<EnvironmentRecord> withHolderFailures(List<EnvironmentRecord> records) {
        return holders.withHolderFailures(records);
    }

    /** Of one. */
    EnvironmentRecord withHolderFailure(EnvironmentRecord record) {
        return holders.withHolderFailure(record);
    }

    /** Of one whose holder was looked for. */
    EnvironmentRecord withHolderFailure(EnvironmentRecord record, Optional<DescribeExecutionResponse> holder) {
        return holders.withHolderFailure(record, holder);
    }

    /**
     * Ends it where it is, and what it has started; a function that runs at this moment runs to its end. Step Functions itself
     * only does its best to end what it has started (https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html).
     *
     * @return whether it had been stopped before
     * @throws ProblemException when it has ended otherwise
     */
    boolean stop(DescribeExecutionResponse execution, String requester) {
        boolean stopped = execution.status() == ExecutionStatus.ABORTED;
        if (!stopped && !LockHolders.works(execution)) {
            throw Problem.conflict("not-running", "The execution does not run",
                    "The execution has ended: %s. Next: look at the environment, and ask for what you want of it."
                            .formatted(execution.statusAsString()));
        }
        if (!stopped) {
            sfn.stopExecution(request -> request.executionArn(execution.executionArn())
                    .error("Stopped").cause("%s asked for it".formatted(requester)));
        }
        history(execution.executionArn(), operation(execution.stateMachineArn())).children().stream()
                .flatMap(arn -> find(arn).stream())
                .filter(LockHolders::works)
                .forEach(child -> stop(child, requester));
        return stopped;
    }

    /**
     * One that was stopped goes on in the middle, where it no longer asks for the lock.
     *
     * @param record what is registered of its environment
     * @throws ProblemException when it cannot be redriven
     */
    void redrive(DescribeExecutionResponse execution, EnvironmentRecord record, String idempotencyKey) {
        boolean inTheMiddle = execution.status() == ExecutionStatus.ABORTED || execution.status() == ExecutionStatus.TIMED_OUT;
        if (inTheMiddle && !execution.executionArn().equals(record.execution())) {
            throw Problem.conflict("not-redrivable", "The execution cannot be redriven",
                    "The execution ended in the middle, and no longer has the environment's lock: it belonged to the execution that started it, or another one has worked on the environment since. Next: redrive the one that started it, or send the request again.");
        }
        if (execution.redriveStatus() != ExecutionRedriveStatus.REDRIVABLE) {
            throw Problem.conflict("not-redrivable", "The execution cannot be redriven",
                    "%s Next: look at GET /environments/%s, and send the request again if it is not as you want it."
                            .formatted(Failures.sentence(execution.redriveStatusReason()), record.environment()));
        }
        sfn.redriveExecution(request -> request.executionArn(execution.executionArn())
                .clientToken(UUID.nameUUIDFromBytes(idempotencyKey.getBytes(StandardCharsets.UTF_8)).toString()));
    }
}
