package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Deployment;
import dev.redkite.deployment.Operation;
import dev.redkite.deployment.Stages;
import dev.redkite.failure.Cause;
import dev.redkite.failure.StageBegun;
import dev.redkite.failure.StagePending;
import dev.redkite.json.Json;
import dev.redkite.trigger.http.StageView.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * How far an execution has come, read off its history. Only a state's entry and exit carry its name; all between is
 * tied to it by the id of the event before
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html).
 */
final class ExecutionHistory {

    private static final Set<String> PENDING = Set.of(StagePending.class.getName(), StageBegun.class.getName());

    private static final class Stay {
        private final Instant since;
        private @Nullable Instant until;
        private Status status = Status.RUNNING;
        private int attempts;
        private boolean failed;
        private String error = "";
        private @Nullable String reason;

        private Stay(Instant since) {
            this.since = since;
        }
    }

    private final Map<Long, String> states = new HashMap<>();
    private final Map<String, Stay> stays = new LinkedHashMap<>();
    private final List<String> children = new ArrayList<>();

    /** @param events all of them, the oldest first */
    ExecutionHistory(List<HistoryEvent> events) {
        events.forEach(this::take);
    }

    /** ARNs of the executions that it started, in that order. */
    List<String> children() {
        return List.copyOf(children);
    }

    private void take(HistoryEvent event) {
        String state = state(event);
        states.put(event.id(), state);
        if (event.stateEnteredEventDetails() != null) {
            stays.put(state, new Stay(event.timestamp()));
            return;
        }
        if (stays.containsKey(state)) {
            take(stays.get(state), event);
        }
    }

    private void take(Stay stay, HistoryEvent event) {
        switch (event.type()) {
            case LAMBDA_FUNCTION_SCHEDULED -> stay.attempts++;
            case TASK_SCHEDULED -> {
                stay.attempts++;
                startedChild(event);
            }
            case LAMBDA_FUNCTION_SUCCEEDED, TASK_SUCCEEDED -> succeeded(stay, event);
            case LAMBDA_FUNCTION_FAILED -> failed(stay, event, event.lambdaFunctionFailedEventDetails().error(),
                    event.lambdaFunctionFailedEventDetails().cause());
            case LAMBDA_FUNCTION_TIMED_OUT -> failed(stay, event, event.lambdaFunctionTimedOutEventDetails().error(),
                    event.lambdaFunctionTimedOutEventDetails().cause());
            case LAMBDA_FUNCTION_SCHEDULE_FAILED -> failed(stay, event, event.lambdaFunctionScheduleFailedEventDetails().error(),
                    event.lambdaFunctionScheduleFailedEventDetails().cause());
            case LAMBDA_FUNCTION_START_FAILED -> failed(stay, event, event.lambdaFunctionStartFailedEventDetails().error(),
                    event.lambdaFunctionStartFailedEventDetails().cause());
            case TASK_FAILED -> failed(stay, event, event.taskFailedEventDetails().error(),
                    event.taskFailedEventDetails().cause());
            case TASK_TIMED_OUT -> failed(stay, event, event.taskTimedOutEventDetails().error(),
                    event.taskTimedOutEventDetails().cause());
            case EVALUATION_FAILED -> failed(stay, event, event.evaluationFailedEventDetails().error(),
                    event.evaluationFailedEventDetails().cause());
            case TASK_STATE_EXITED -> exited(stay, event.timestamp());
            case TASK_STATE_ABORTED -> {
                stay.status = Status.STOPPED;
                stay.until = event.timestamp();
            }
            default -> { }
        }
    }

    private String state(HistoryEvent event) {
        if (event.stateEnteredEventDetails() != null) {
            return event.stateEnteredEventDetails().name();
        }
        return event.stateExitedEventDetails() != null
                ? event.stateExitedEventDetails().name() : states.getOrDefault(event.previousEventId(), "");
    }

    /** {@code startExecution.sync:2}: the child's ARN follows from its machine's and its name. */
    private void startedChild(HistoryEvent event) {
        JsonNode parameters = Json.parse(event.taskScheduledEventDetails().parameters());
        if (parameters.has("StateMachineArn") && parameters.has("Name")) {
            children.add(Deployment.execution(parameters.get("StateMachineArn").asText(), parameters.get("Name").asText()));
        }
    }

    private static void succeeded(Stay stay, HistoryEvent event) {
        stay.status = Status.DONE;
        stay.until = event.timestamp();
        stay.failed = false;
        stay.error = "";
        stay.reason = null;
    }

    /** One that is not finished, or may be tried again, runs on; which, is seen when the state is left. */
    private static void failed(Stay stay, HistoryEvent event, @Nullable String error, @Nullable String cause) {
        stay.status = Status.RUNNING;
        stay.failed = true;
        stay.error = error == null ? "" : error;
        stay.reason = cause == null ? null : Cause.message(cause);
        stay.until = event.timestamp();
    }

    private static void exited(Stay stay, Instant at) {
        stay.status = stay.failed ? Status.FAILED : Status.DONE;
        stay.until = at;
    }

    /**
     * Every stage of the machine, but for those that only other requests need.
     *
     * @param ended whether the execution has
     */
    List<StageView> stages(Operation operation, boolean ended, Instant now) {
        return Stages.names(operation).stream()
                .filter(stage -> stays.containsKey(stage) || !Stages.seldom(operation, stage))
                .map(stage -> view(operation, stage, ended, now)).toList();
    }

    private StageView view(Operation operation, String stage, boolean ended, Instant now) {
        long typical = Stages.typicalSeconds(operation, stage);
        Stay stay = stays.get(stage);
        if (stay == null) {
            return new StageView(stage, ended ? Status.SKIPPED : Status.PENDING, null, 0, 0, null, typical, 0.0);
        }
        Status status = status(stay, ended);
        Instant until = status == Status.RUNNING || stay.until == null ? now : stay.until;
        long elapsed = Duration.between(stay.since, until).toSeconds();
        String reason = stay.reason == null ? null : Cause.without(stage, stay.reason);
        return new StageView(stage, status, stay.since, elapsed, stay.attempts, reason, typical,
                StageView.share(elapsed, typical, status == Status.DONE));
    }

    private static Status status(Stay stay, boolean ended) {
        if (stay.status != Status.RUNNING || !ended) {
            return stay.status;
        }
        return !stay.failed || PENDING.contains(stay.error) ? Status.STOPPED : Status.FAILED;
    }
}
