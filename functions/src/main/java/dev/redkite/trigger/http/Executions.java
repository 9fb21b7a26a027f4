package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.AwsErrors;
import dev.redkite.outside.Deployment;
import dev.redkite.outside.Outside;
import dev.redkite.stage.Json;
import dev.redkite.stage.Operation;
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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.ListExecutionsResponse;

/** The executions of the three machines, as Step Functions knows them. */
@Singleton
final class Executions {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,80}");
    private static final int EVENTS_PER_PAGE = 1000;

    private final SfnClient sfn;
    private final Deployment deployment;
    private final InstantSource time;

    Executions(Outside outside) {
        sfn = outside.aws(SfnClient.class);
        deployment = outside.deployment();
        time = outside.time();
    }

    /** @throws ProblemException when there is none of that id, or it is about another environment */
    DescribeExecutionResponse require(String environment, String id) {
        if (!ID.matcher(id).matches()) {
            throw Problem.noSuchExecution(environment, id);
        }
        return Arrays.stream(Operation.values())
                .map(operation -> deployment.machine(operation).replace(":stateMachine:", ":execution:") + ":" + id)
                .flatMap(arn -> find(arn).stream())
                .filter(execution -> environment.equals(environment(execution)))
                .findFirst()
                .orElseThrow(() -> Problem.noSuchExecution(environment, id));
    }

    Optional<DescribeExecutionResponse> find(String arn) {
        return AwsErrors.find(() -> sfn.describeExecution(request -> request.executionArn(arn)));
    }

    /** Which environment it is about: both kinds of input say it; empty when the request was malformed. */
    static String environment(DescribeExecutionResponse execution) {
        JsonNode input = Json.parse(execution.input());
        return input.path("environment").asText(input.path("specification").path("name").asText());
    }

    /** Whether it is at work, or about to be again. */
    static boolean works(DescribeExecutionResponse execution) {
        return execution.status() == ExecutionStatus.RUNNING || execution.status() == ExecutionStatus.PENDING_REDRIVE;
    }

    Operation operation(String machine) {
        return Arrays.stream(Operation.values())
                .filter(operation -> deployment.machine(operation).equals(machine))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(machine + " is no machine of Redkite"));
    }

    ExecutionView view(DescribeExecutionResponse execution) {
        Operation operation = operation(execution.stateMachineArn());
        boolean running = works(execution);
        boolean succeeded = execution.status() == ExecutionStatus.SUCCEEDED;
        ExecutionHistory history = new ExecutionHistory(events(execution.executionArn()));
        Instant until = execution.stopDate() == null ? time.instant() : execution.stopDate();
        long elapsed = Duration.between(execution.startDate(), until).toSeconds();
        long typical = TypicalTimes.seconds(operation);
        return new ExecutionView(
                execution.name(),
                execution.executionArn(),
                operation,
                environment(execution),
                ExecutionSummary.Status.valueOf(execution.statusAsString()),
                Json.parse(execution.input()).path("requester").textValue(),
                execution.startDate(),
                execution.stopDate(),
                elapsed,
                typical,
                TypicalTimes.share(elapsed, typical, succeeded),
                execution.redriveCount() == null ? 0 : execution.redriveCount(),
                execution.redriveStatus() == ExecutionRedriveStatus.REDRIVABLE,
                execution.error(),
                Cause.message(execution.cause()),
                history.stages(operation, !running, until),
                history.children().stream().flatMap(arn -> find(arn).stream()).map(this::view).toList());
    }

    private List<HistoryEvent> events(String arn) {
        return sfn.getExecutionHistoryPaginator(request -> request.executionArn(arn).maxResults(EVENTS_PER_PAGE))
                .events().stream().toList();
    }

    /**
     * One page of each machine's executions, those of other environments left out.
     *
     * @param after {@code next} of the page before; null for the first
     */
    ExecutionPage list(String environment, int limit, Cursor after) {
        List<ExecutionSummary> found = new ArrayList<>();
        Cursor next = Cursor.NONE;
        for (Operation operation : Operation.values()) {
            if (after.ended(operation)) {
                continue;
            }
            ListExecutionsResponse page = page(operation, limit, after);
            next = next.with(operation, page.nextToken());
            page.executions().stream()
                    .filter(execution -> isOf(environment, operation, execution.name(), execution.executionArn()))
                    .map(execution -> new ExecutionSummary(execution.name(), execution.executionArn(), operation,
                            ExecutionSummary.Status.valueOf(execution.statusAsString()), execution.startDate(), execution.stopDate()))
                    .forEach(found::add);
        }
        found.sort((one, other) -> other.startedAt().compareTo(one.startedAt()));
        return new ExecutionPage(found, next.text());
    }

    private ListExecutionsResponse page(Operation operation, int limit, Cursor after) {
        try {
            return sfn.listExecutions(request -> request.stateMachineArn(deployment.machine(operation))
                    .maxResults(limit)
                    .nextToken(after.token(operation)));
        } catch (AwsServiceException e) {
            if (!after.first() && AwsErrors.kindOf(e) == AwsErrors.Kind.REFUSED) {
                throw Cursor.malformed();
            }
            throw e;
        }
    }

    /** The doors' own names say it; of the others, such as the event bus', only the input does. */
    private boolean isOf(String environment, Operation operation, String name, String arn) {
        if (name.matches(operation + "-.+-[0-9a-f]{40}")) {
            return name.matches(operation + "-" + Pattern.quote(environment) + "-[0-9a-f]{40}");
        }
        Predicate<DescribeExecutionResponse> about = execution -> environment.equals(environment(execution));
        return find(arn).filter(about).isPresent();
    }

    /** @throws ProblemException when it cannot be redriven */
    void redrive(DescribeExecutionResponse execution, String idempotencyKey) {
        if (execution.redriveStatus() != ExecutionRedriveStatus.REDRIVABLE) {
            throw Problem.conflict("not-redrivable", "The execution cannot be redriven", execution.redriveStatusReason());
        }
        sfn.redriveExecution(request -> request.executionArn(execution.executionArn())
                .clientToken(UUID.nameUUIDFromBytes(idempotencyKey.getBytes(StandardCharsets.UTF_8)).toString()));
    }
}
