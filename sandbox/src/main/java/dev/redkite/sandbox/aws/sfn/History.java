package dev.redkite.sandbox.aws.sfn;

import static software.amazon.awssdk.services.sfn.model.HistoryEvent.builder;

import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.sandbox.states.StateMachine.StateKind;
import java.util.List;
import software.amazon.awssdk.services.sfn.model.HistoryEvent.Builder;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/**
 * An execution's history as the API gives it out: a state's name stands only where it is entered and left; everything
 * between is tied to it by the id of the event before
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html).
 *
 * @param withData with what states were given and gave, which is nearly all of a long history
 */
record History(Execution execution, boolean withData) {

    List<Builder> events() {
        return execution.history().stream().map(this::event).toList();
    }

    /** None when whoever asks wants none. What an error says is none. */
    private String data(HistoryEvent event) {
        return withData ? event.data().toString() : null;
    }

    private Builder event(HistoryEvent event) {
        Builder built = builder()
                .id((long) event.id())
                .previousEventId((long) event.previous())
                .timestamp(event.at());
        if (event.state().isEmpty()) {
            return ofExecution(built, event);
        }
        StateKind kind = execution.machine().kind(event.state()).orElseThrow();
        return kind.resource().contains(":lambda:") ? ofFunction(built, event, kind) : ofOther(built, event, kind);
    }

    private Builder ofExecution(Builder built, HistoryEvent event) {
        return switch (event.kind()) {
            case EXECUTION_STARTED -> built.type(HistoryEventType.EXECUTION_STARTED)
                    .executionStartedEventDetails(details -> details.input(data(event)));
            case EXECUTION_SUCCEEDED -> built.type(HistoryEventType.EXECUTION_SUCCEEDED)
                    .executionSucceededEventDetails(details -> details.output(data(event)));
            case EXECUTION_FAILED -> built.type(HistoryEventType.EXECUTION_FAILED)
                    .executionFailedEventDetails(details -> details.error(event.error()).cause(event.cause()));
            case EXECUTION_TIMED_OUT -> built.type(HistoryEventType.EXECUTION_TIMED_OUT)
                    .executionTimedOutEventDetails(details -> details.error(event.error()).cause(event.cause()));
            case EXECUTION_ABORTED -> built.type(HistoryEventType.EXECUTION_ABORTED)
                    .executionAbortedEventDetails(details -> details.error(event.error()).cause(event.cause()));
            case EXECUTION_REDRIVEN -> built.type(HistoryEventType.EXECUTION_REDRIVEN);
            default -> throw new IllegalStateException(event.kind() + " concerns a state");
        };
    }

    private Builder ofFunction(
            Builder built, HistoryEvent event, StateKind kind) {
        return switch (event.kind()) {
            case TASK_SCHEDULED -> built.type(HistoryEventType.LAMBDA_FUNCTION_SCHEDULED).lambdaFunctionScheduledEventDetails(
                    details -> details.resource(kind.resource()).input(data(event)));
            case TASK_STARTED -> built.type(HistoryEventType.LAMBDA_FUNCTION_STARTED);
            case TASK_SUCCEEDED -> built.type(HistoryEventType.LAMBDA_FUNCTION_SUCCEEDED)
                    .lambdaFunctionSucceededEventDetails(details -> details.output(data(event)));
            case TASK_FAILED -> built.type(HistoryEventType.LAMBDA_FUNCTION_FAILED)
                    .lambdaFunctionFailedEventDetails(details -> details.error(event.error()).cause(event.cause()));
            case TASK_TIMED_OUT -> built.type(HistoryEventType.LAMBDA_FUNCTION_TIMED_OUT)
                    .lambdaFunctionTimedOutEventDetails(details -> details.error(event.error()).cause(event.cause()));
            default -> ofState(built, event, kind);
        };
    }

    /** {@code startExecution.sync:2} and whatever else is an integration: its type and its resource stand apart. */
    private Builder ofOther(
            Builder built, HistoryEvent event, StateKind kind) {
        String[] parts = kind.resource().split(":", 7);
        String type = parts.length == 7 ? parts[5] : "";
        String resource = parts.length == 7 ? parts[6] : "";
        return switch (event.kind()) {
            case TASK_SCHEDULED -> built.type(HistoryEventType.TASK_SCHEDULED).taskScheduledEventDetails(details ->
                    details.resourceType(type).resource(resource).parameters(data(event)));
            case TASK_STARTED -> built.type(HistoryEventType.TASK_STARTED)
                    .taskStartedEventDetails(details -> details.resourceType(type).resource(resource));
            case TASK_SUCCEEDED -> built.type(HistoryEventType.TASK_SUCCEEDED).taskSucceededEventDetails(details ->
                    details.resourceType(type).resource(resource).output(data(event)));
            case TASK_FAILED -> built.type(HistoryEventType.TASK_FAILED).taskFailedEventDetails(details ->
                    details.resourceType(type).resource(resource).error(event.error()).cause(event.cause()));
            case TASK_TIMED_OUT -> built.type(HistoryEventType.TASK_TIMED_OUT).taskTimedOutEventDetails(details ->
                    details.resourceType(type).resource(resource).error(event.error()).cause(event.cause()));
            default -> ofState(built, event, kind);
        };
    }

    private Builder ofState(
            Builder built, HistoryEvent event, StateKind kind) {
        return switch (event.kind()) {
            case STATE_ENTERED -> built.type(kind.type() + "StateEntered").stateEnteredEventDetails(details ->
                    details.name(event.state()).input(data(event)));
            case STATE_EXITED -> built.type(kind.type() + "StateExited").stateExitedEventDetails(details ->
                    details.name(event.state()).output(data(event)));
            case STATE_ABORTED -> built.type(kind.type() + "StateAborted");
            case PARALLEL_STARTED -> built.type(HistoryEventType.PARALLEL_STATE_STARTED);
            case PARALLEL_SUCCEEDED -> built.type(HistoryEventType.PARALLEL_STATE_SUCCEEDED);
            case PARALLEL_FAILED -> built.type(HistoryEventType.PARALLEL_STATE_FAILED);
            case EVALUATION_FAILED -> built.type(HistoryEventType.EVALUATION_FAILED).evaluationFailedEventDetails(details ->
                    details.state(event.state()).error(event.error()).cause(event.cause()));
            default -> throw new IllegalStateException(event.kind() + " is not of a " + kind.type());
        };
    }
}
