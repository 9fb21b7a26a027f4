package dev.redkite.trigger.http;

import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.registry.EnvironmentRecord;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** What was done to an environment, is being done, and how far it has come. */
@Controller("/environments/{name}/executions")
final class ExecutionController {

    private final Door door;
    private final Executions executions;

    ExecutionController(Door door, Executions executions) {
        this.door = door;
        this.executions = executions;
    }

    /** Lists an environment's executions. */
    @Get
    @Named
    @Paged
    @Validated
    @Refusals
    @ApiResponse(
            responseCode = "200",
            description = "Some of its executions.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = ExecutionPage.class)))
    HttpResponse<ExecutionPage> listExecutions(HttpRequest<?> request, String name) {
        door.require(name);
        return Conditional.answer(request, executions.list(name, Parameters.limit(request), Cursor.parse(Parameters.next(request))));
    }

    /** Tells how far an execution has come, stage by stage. */
    @Get("/{id}")
    @Named
    @Identified
    @Validated
    @Refusals
    @ApiResponse(
            responseCode = "200",
            description = "The execution.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = ExecutionView.class)))
    HttpResponse<ExecutionView> getExecution(HttpRequest<?> request, String name, String id) {
        return Conditional.answer(request, executions.view(executions.require(name, id)));
    }

    /** Goes on with an execution that failed; what is done stays done. */
    @Post("/{id}/redrive")
    @Status(HttpStatus.ACCEPTED)
    @Consumes(MediaType.ALL)
    @Named
    @Identified
    @Starts
    @Refusals
    HttpResponse<Accepted> redriveExecution(HttpRequest<?> request, String name, String id) {
        DescribeExecutionResponse execution = executions.require(name, id);
        refuseBusy(door.require(name), execution.executionArn());
        executions.redrive(execution, Caller.of(request).idempotencyKey());
        return Door.accepted(Accepted.of(
                name, executions.operation(execution.stateMachineArn()), id, execution.executionArn(), false));
    }

    /** A failure frees the lock, so whoever holds it is another one at work, or one that was stopped. */
    private void refuseBusy(EnvironmentRecord record, String arn) {
        String holder = record.execution();
        if (holder != null && !holder.equals(arn) && executions.find(holder).filter(Executions::works).isPresent()) {
            throw new EnvironmentBusy("Environment %s is being worked on by %s. Next: wait until it has ended, then send the request again."
                    .formatted(record.environment(), holder), holder);
        }
    }
}
