package dev.redkite.sandbox.aws.sfn;

import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.Page;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.ExecutionAlreadyExistsException;
import dev.redkite.sandbox.states.ExecutionNotRedrivableException;
import dev.redkite.sandbox.states.Executions;
import dev.redkite.sandbox.states.StateMachine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.*;

/** Step Functions' API over the executions that the sandbox's interpreter runs. */
public final class FakeSfnClient extends FakeService implements SfnClient {

    private static final Pattern MACHINE_ARN = Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]+:[0-9]{12}:stateMachine:[^:]+");
    private static final Pattern EXECUTION_ARN = Pattern.compile(
            "arn:aws[a-z-]*:states:[a-z0-9-]+:[0-9]{12}:execution:[^:]+:[^:]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,80}");
    private static final int DEFAULT_PAGE = 100;

    private Function<String, Optional<String>> statuses = _ -> Optional.empty();
    private Executions executions;
    private Map<String, StateMachine> machines = Map.of();

    /** @param statuses an execution's status (RUNNING, SUCCEEDED, …) by its ARN, for whoever runs none */
    public void executions(Function<String, Optional<String>> statuses) {
        this.statuses = statuses;
    }

    /** @param machines by ARN */
    public void serve(Executions executions, Map<String, StateMachine> machines) {
        this.executions = executions;
        this.machines = machines;
    }

    @Override
    public StartExecutionResponse startExecution(StartExecutionRequest request) {
        StateMachine machine = requireMachine(request.stateMachineArn());
        if (request.name() == null || !NAME.matcher(request.name()).matches()) {
            throw refusal("InvalidName", "Invalid Name: '" + request.name() + "'");
        }
        try {
            String input = request.input() == null ? "{}" : request.input();
            Execution execution = executions.start(machine, request.name(), Json.parse(input));
            return StartExecutionResponse.builder().executionArn(execution.arn()).startDate(execution.startedAt()).build();
        } catch (ExecutionAlreadyExistsException e) {
            throw refusal("ExecutionAlreadyExists", e.getMessage());
        } catch (IllegalArgumentException e) {
            throw refusal("InvalidExecutionInput", "Invalid State Machine Execution Input: '" + e.getMessage() + "'");
        }
    }

    @Override
    public DescribeStateMachineResponse describeStateMachine(DescribeStateMachineRequest request) {
        requireMachine(request.stateMachineArn());
        return DescribeStateMachineResponse.builder()
                .stateMachineArn(request.stateMachineArn())
                .name(request.stateMachineArn().substring(request.stateMachineArn().lastIndexOf(':') + 1))
                .status(StateMachineStatus.ACTIVE)
                .build();
    }

    @Override
    public DescribeExecutionResponse describeExecution(DescribeExecutionRequest request) {
        Optional<String> told = statuses.apply(request.executionArn());
        if (told.isPresent()) {
            return DescribeExecutionResponse.builder().executionArn(request.executionArn()).status(told.get()).build();
        }
        Execution execution = requireExecution(request.executionArn());
        Optional<String> refusal = executions.refusalOfRedrive(execution);
        return DescribeExecutionResponse.builder()
                .executionArn(execution.arn())
                .stateMachineArn(execution.machine().arn())
                .name(execution.name())
                .status(execution.status().name())
                .startDate(execution.startedAt())
                .stopDate(execution.endedAt().orElse(null))
                .input(execution.input().toString())
                .output(execution.output().map(Object::toString).orElse(null))
                .error(execution.error().isEmpty() ? null : execution.error())
                .cause(execution.cause().isEmpty() ? null : execution.cause())
                .redriveCount(execution.redriveCount())
                .redriveStatus(refusal.isEmpty() ? ExecutionRedriveStatus.REDRIVABLE : ExecutionRedriveStatus.NOT_REDRIVABLE)
                .redriveStatusReason(refusal.map(reason -> "Execution is not redrivable " + reason).orElse(null))
                .build();
    }

    @Override
    public GetExecutionHistoryResponse getExecutionHistory(GetExecutionHistoryRequest request) {
        List<HistoryEvent> events = new ArrayList<>(new History(requireExecution(request.executionArn()), !Boolean.FALSE.equals(request.includeExecutionData())).events().stream()
                .map(HistoryEvent.Builder::build)
                .toList());
        if (Boolean.TRUE.equals(request.reverseOrder())) {
            Collections.reverse(events);
        }
        Page<HistoryEvent> page = page(events, request.maxResults(), request.nextToken(), "history" + request.executionArn());
        return GetExecutionHistoryResponse.builder().events(page.items()).nextToken(page.next()).build();
    }

    /** Newest first, as AWS has it. */
    @Override
    public ListExecutionsResponse listExecutions(ListExecutionsRequest request) {
        String machine = requireMachine(request.stateMachineArn()).arn();
        List<ExecutionListItem> items = new ArrayList<>(executions.all().stream()
                .filter(execution -> execution.machine().arn().equals(machine))
                .filter(execution -> request.statusFilter() == null
                        || request.statusFilterAsString().equals(execution.status().name()))
                .map(FakeSfnClient::item)
                .toList());
        Collections.reverse(items);
        Page<ExecutionListItem> page = page(items, request.maxResults(), request.nextToken(),
                "list" + machine + request.statusFilterAsString());
        return ListExecutionsResponse.builder().executions(page.items()).nextToken(page.next()).build();
    }

    private static ExecutionListItem item(Execution execution) {
        return ExecutionListItem.builder()
                .executionArn(execution.arn())
                .stateMachineArn(execution.machine().arn())
                .name(execution.name())
                .status(execution.status().name())
                .startDate(execution.startedAt())
                .stopDate(execution.endedAt().orElse(null))
                .redriveCount(execution.redriveCount())
                .build();
    }

    @Override
    public StopExecutionResponse stopExecution(StopExecutionRequest request) {
        Execution execution = requireExecution(request.executionArn());
        executions.stop(execution,
                Optional.ofNullable(request.error()).orElse(""), Optional.ofNullable(request.cause()).orElse(""));
        return StopExecutionResponse.builder().stopDate(execution.endedAt().orElseThrow()).build();
    }

    @Override
    public RedriveExecutionResponse redriveExecution(RedriveExecutionRequest request) {
        Execution execution = requireExecution(request.executionArn());
        try {
            executions.redrive(execution);
        } catch (ExecutionNotRedrivableException e) {
            throw refusal("ExecutionNotRedrivable", e.getMessage());
        }
        return RedriveExecutionResponse.builder().redriveDate(execution.history().getLast().at()).build();
    }

    private StateMachine requireMachine(String arn) {
        if (arn == null || !MACHINE_ARN.matcher(arn).matches()) {
            throw refusal("InvalidArn", "Invalid Arn: '" + arn + "'");
        }
        return Optional.ofNullable(machines.get(arn))
                .orElseThrow(() -> refusal("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'"));
    }

    private Execution requireExecution(String arn) {
        if (executions != null && !EXECUTION_ARN.matcher(arn).matches()) {
            throw refusal("InvalidArn", "Invalid Arn: '" + arn + "'");
        }
        return Optional.ofNullable(executions).flatMap(service -> service.find(arn))
                .orElseThrow(() -> refusal("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
    }

    /** @param scope what the list is of; a token of another list is not taken */
    private static <T> Page<T> page(List<T> all, Integer asked, String token, String scope) {
        int size = asked == null || asked == 0 ? DEFAULT_PAGE : asked;
        return Page.of(all, size, Integer.toHexString(scope.hashCode()) + "-", token,
                () -> refusal("InvalidToken", "Invalid Token: '" + token + "'"));
    }

    private static AwsServiceException refusal(String code, String message) {
        return Errors.of("Sfn", 400, code, message);
    }
}
